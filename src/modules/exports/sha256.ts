import { createHash } from 'node:crypto';

/** SHA-256 as every target wants it: of UTF-8, in lower-case hex, without a salt. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
