import { randomUUID } from 'node:crypto';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from './app-error.js';
import { letPagesOfAnyOriginRead } from './any-origin.js';
import { letGo } from './bodies-in-hand.js';
import { toErrorBody } from './error.filter.js';
import { Log, withRequestId } from './log.js';
import { Metrics } from './metrics.js';

/** Largest body accepted anywhere: Segment's limit for a batch. */
export const largestBodyBytes = 500 * 1024;

/** Longest part of an address that is looked at, in characters. */
const longestPartOfAddress = 1_200;

/** Found by Fastify before there is a route, so before our filter. */
const unreadableAddress = new AppError(
  'BAD_REQUEST',
  'invalid',
  'The address of the request cannot be read; a percent sign in it must be followed by two hexadecimal digits.',
);
const overlongAddress = new AppError(
  'BAD_REQUEST',
  'invalid',
  'A part of the address is longer than any key or id of ours; look at what the sender puts there.',
);

/** Asked every few seconds by machines: logged at debug only. */
const healthRoutes = new Set(['/health', '/health/live', '/health/ready', '/metrics']);

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Hand the body over as bytes, whatever its Content-Type says (`bodyOf` reads it). */
    rawBody?: boolean;
    /** Do not read the body at all: the route reads it as it comes, however long it is, and bounds it itself. */
    streamedBody?: boolean;
  }
}

/** A Nest application on Fastify with our body parsing, request ids and logs; not yet listening. */
export async function createHttpApp(module: Type): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: largestBodyBytes,
    // The links of offers are the longest of ours: a signed token and a sealed name.
    routerOptions: { maxParamLength: longestPartOfAddress },
    // A request id from a proxy is kept only when it is short and plain: it will stand in our logs.
    genReqId: (request: { headers: Record<string, string | string[] | undefined> }) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
    },
    frameworkErrors: (fault: { readonly code: string }, request: FastifyRequest, reply: FastifyReply) => {
      void reply
        .header('x-request-id', request.id)
        .status(400)
        .send(toErrorBody(fault.code === 'FST_ERR_MAX_PARAM_LENGTH' ? overlongAddress : unreadableAddress, request.id)); // prettier-ignore
    },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Log));
  app.flushLogs();
  const fastify = adapter.getInstance();
  parseBodies(fastify);
  readOnWhatIsTooLarge(fastify);
  letPagesOfAnyOriginRead(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    withRequestId(request.id, done);
  });
  observe(fastify, app.get(Metrics), app.get(Log));
  releaseIdleConnectionsWhenClosing(fastify);
  return app;
}

/** A client keeps its connection after the last answer; without this it would hold the door open for a minute more. */
function releaseIdleConnectionsWhenClosing(fastify: FastifyInstance): void {
  fastify.addHook('preClose', (done) => {
    const sweep = setInterval(() => fastify.server.closeIdleConnections(), 20);
    fastify.server.once('close', () => clearInterval(sweep));
    done();
  });
}

/** A media type nobody sends: given to requests whose body is left to their route. */
const streamed = 'application/x-carousel-streamed';

/** JSON whatever the Content-Type says, as Segment's clients and beacons do not always say it; bytes where asked. */
function parseBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.streamedBody) request.headers['content-type'] = streamed;
    if (request.routeOptions.config.rawBody) {
      // One that is no media type at all would be refused before any parser is asked.
      request.headers['content-type'] = 'application/octet-stream';
      reply.raw.once('close', () => letGo(request));
    }
    done();
  });
  fastify.addContentTypeParser(streamed, (_request, _payload, done) => done(null, undefined));
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (request: FastifyRequest, body: Buffer, done) => {
    try {
      const asBytes = request.routeOptions.config.rawBody === true;
      done(null, asBytes ? body : body.length === 0 ? undefined : JSON.parse(body.toString()));
    } catch {
      done(
        Object.assign(new Error('The request body is not valid JSON.'), {
          statusCode: 400,
          code: 'FST_ERR_CTP_INVALID_JSON',
        }),
      );
    }
  });
}

/**
 * Fastify hangs up on a body that is too large while it is still being sent: the sender then sees a broken connection,
 * not our answer, and tries again for ever. With the connection kept, Node reads the rest away and the answer arrives.
 */
function readOnWhatIsTooLarge(fastify: FastifyInstance): void {
  fastify.addHook('onError', (_request, reply, fault, done) => {
    if (fault.code === 'FST_ERR_CTP_BODY_TOO_LARGE') reply.removeHeader('connection');
    done();
  });
}

/** One duration and one log line a request. */
function observe(fastify: FastifyInstance, metrics: Metrics, log: Log): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    // The pattern of the route, never the address asked for: its path and query may name people.
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    const status = reply.statusCode;
    metrics.httpRequestSeconds.observe({ method, route, status: String(status) }, reply.elapsedTime / 1000);
    const facts = { method, route, status, ms: Math.round(reply.elapsedTime * 10) / 10 };
    if (healthRoutes.has(route)) log.debug(facts, 'request');
    else log.log(facts, 'request');
    done();
  });
}

/** Closes every route but health and metrics: for processes that serve no callers. */
export function onlyHealth(app: NestFastifyApplication): NestFastifyApplication {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      if (healthRoutes.has(request.routeOptions.url ?? '')) done();
      else void reply.status(404).send();
    });
  return app;
}
