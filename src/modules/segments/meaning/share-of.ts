import { createHash } from 'node:crypto';

/** A number from 0 to below 100 that chance gave a person under a salt, once and for all. PostgreSQL's md5 gives the same. */
export function shareOf(salt: string, profileId: string): number {
  const drawn = createHash('md5').update(`${salt} ${profileId}`).digest().readUInt32BE(0);
  return (drawn / 2 ** 32) * 100;
}
