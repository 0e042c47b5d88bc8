import { createHash } from 'node:crypto';

/** An arm and its share of those who take part; shares add up to 1. */
export interface Share {
  readonly arm: string;
  readonly share: number;
}

/**
 * A point in [0, 1) for somebody in an experiment: always the same for the same two, evenly spread, and of no relation to
 * their point in another experiment. 48 bits of SHA-256, so it is the same in every process and language.
 */
export function pointOf(salt: string, who: string): number {
  const digest = createHash('sha256').update(salt).update('\0').update(who).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/**
 * The arm somebody is in; null for those who do not take part. Who takes part and which arm they get are two points of
 * theirs, so raising the traffic brings in more people and moves nobody from one arm to another.
 * @param traffic share of people who take part, 0 to 1
 */
export function armOf(salt: string, who: string, traffic: number, shares: readonly Share[]): string | null {
  if (pointOf(`${salt}:traffic`, who) >= traffic) return null;
  const point = pointOf(`${salt}:arm`, who);
  let upTo = 0;
  for (const { arm, share } of shares) {
    upTo += share;
    if (point < upTo) return arm;
  }
  return shares.at(-1)?.arm ?? null; // shares that add up to a hair less than 1
}
