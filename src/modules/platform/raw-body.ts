import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { AppError } from './app-error.js';
import { takeInHand } from './bodies-in-hand.js';
import { largestBodyBytes } from './http.js';

const decoders = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
]);

/** What a request says, once its compression is undone: JSON, or bytes in which there is none. */
export type RawBody = { readonly json: unknown } | { readonly bytes: Buffer };

/** The guard looks for a key where the route then looks for events: each body is inflated and parsed once. */
const bodies = new WeakMap<FastifyRequest, Promise<RawBody>>();

/**
 * The body of a request to a raw route, whatever its Content-Type.
 * @throws AppError BODY_TOO_LARGE, UNREADABLE_BODY, BUSY
 */
export function bodyOf(request: FastifyRequest): Promise<RawBody> {
  const known = bodies.get(request);
  if (known) return known;
  const reading = inflated(request.body, request.headers['content-encoding']).then((bytes) => {
    takeInHand(request, bytes.length);
    return parsed(bytes);
  });
  bodies.set(request, reading);
  return reading;
}

/** Stops at the size limit, so that a small compressed body cannot fill the memory. */
async function inflated(body: unknown, encoding: string | undefined): Promise<Buffer> {
  if (!Buffer.isBuffer(body)) return Buffer.alloc(0);
  const name = encoding?.trim().toLowerCase() ?? 'identity';
  if (name === 'identity' || name === '') return body;
  const decode = decoders.get(name);
  if (!decode)
    throw new AppError(
      'UNREADABLE_BODY',
      'invalid',
      'The Content-Encoding is not one we read; send gzip, deflate or none.',
    );
  try {
    return await decode(body, { maxOutputLength: largestBodyBytes });
  } catch (fault) {
    if (fault instanceof RangeError)
      throw new AppError(
        'BODY_TOO_LARGE',
        'invalid',
        'The request body inflates to more than 500 KB; send smaller batches.',
      );
    throw new AppError('UNREADABLE_BODY', 'invalid', `The request body is not valid ${name}.`);
  }
}

/** Says no more than that there is no JSON: a parser's complaint quotes what it read. */
function parsed(bytes: Buffer): RawBody {
  try {
    // Some senders begin with a byte order mark, which JSON does not know.
    return { json: JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, '')) };
  } catch {
    return { bytes };
  }
}
