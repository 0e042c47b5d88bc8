import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { bodyOf } from '../platform/raw-body.js';

/** Places besides `Authorization` in which a route's callers may put their key, as they were built to. */
export type KeyPlace = 'body writeKey' | 'query writeKey' | 'query api_secret' | 'path writeKey';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Tried in this order when the header holds no key of ours. */
    keyIn?: readonly KeyPlace[];
  }
}

type Reader = (request: FastifyRequest) => string | undefined | Promise<string | undefined>;

const writeKeyed = z.object({ writeKey: z.string() });
const secretKeyed = z.object({ api_secret: z.string() });
const firstKeyed = z.object({ batch: z.tuple([writeKeyed], z.unknown()) });

const readers: Record<KeyPlace, Reader> = {
  'body writeKey': async (request) => {
    const body = await bodyOf(request);
    if (!('json' in body)) return undefined;
    return (
      writeKeyed.safeParse(body.json).data?.writeKey ??
      firstKeyed.safeParse(body.json).data?.batch[0].writeKey
    );
  },
  'query writeKey': ({ query }) => writeKeyed.safeParse(query).data?.writeKey,
  'query api_secret': ({ query }) => secretKeyed.safeParse(query).data?.api_secret,
  'path writeKey': ({ params }) => writeKeyed.safeParse(params).data?.writeKey,
};

/**
 * The key a request was sent with, wherever it stands: Basic with the key as user name (with or without the colon),
 * Bearer, then the places its route names. A Bearer that is not one of our keys may be a token for somebody between us
 * (Segment's OAuth sends one, and the write key in the body), so it comes last.
 */
export async function keyOf(request: FastifyRequest): Promise<string | undefined> {
  const { scheme, value } = authorizationOf(request);
  const basic = scheme === 'basic' ? Buffer.from(value, 'base64').toString().split(':')[0] : undefined;
  if (basic) return basic;
  const bearer = scheme === 'bearer' ? value : undefined;
  if (bearer?.startsWith('ck_')) return bearer;
  for (const place of request.routeOptions.config.keyIn ?? []) {
    const key = await readers[place](request);
    if (key) return key;
  }
  return bearer;
}

function authorizationOf(request: FastifyRequest): { scheme: string; value: string } {
  const [, scheme = '', value = ''] = /^(\w+)\s+(\S+)$/.exec(request.headers.authorization ?? '') ?? [];
  return { scheme: scheme.toLowerCase(), value };
}
