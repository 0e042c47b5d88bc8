import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Pages of any origin may call this route and read its answers (CORS). */
    anyOrigin?: boolean;
  }
}

/** What clients are known to send; a page that asks for more by name gets what it asks for. */
const usualHeaders = 'authorization, content-type, content-encoding, x-retry-count';

/**
 * Marks every answer of an `anyOrigin` route as readable by pages of any origin, refusals included: a browser hides an
 * unmarked 401, 429 or 503 from the page, which then cannot tell "never" from "later". Cookies play no part, so `*` is safe.
 */
export function letPagesOfAnyOriginRead(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.anyOrigin) {
      void reply.header('access-control-allow-origin', '*');
      void reply.header('access-control-expose-headers', 'retry-after, x-ratelimit-reset, x-request-id');
    }
    done();
  });
}

/** What a browser is told before it sends a key to another origin. `asked` is its `Access-Control-Request-Headers`. */
export function preflightHeaders(asked: unknown): Record<string, string> {
  const isList = typeof asked === 'string' && /^[\w-]+( *, *[\w-]+){0,49}$/.test(asked);
  return {
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': isList ? asked : usualHeaders,
    'access-control-max-age': '86400',
    // A shared cache must not answer one page with what another asked for.
    vary: 'access-control-request-headers',
  };
}
