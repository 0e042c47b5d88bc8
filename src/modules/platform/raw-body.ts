import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { AppError } from './app-error.js';
import { largestBodyBytes } from './http.js';

const decoders = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
]);

/**
 * The bytes of a raw body with its compression undone, whatever its Content-Type. Stops at the size limit, so that a
 * small compressed body cannot fill the memory.
 * @throws AppError BODY_TOO_LARGE, UNREADABLE_BODY
 */
export async function inflated(body: unknown, encoding: string | undefined): Promise<Buffer> {
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

/** The JSON in these bytes, or undefined where there is none. Says no more: a parser's complaint quotes what it read. */
export function jsonIn(bytes: Buffer): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(bytes.toString('utf8')) };
  } catch {
    return undefined;
  }
}
