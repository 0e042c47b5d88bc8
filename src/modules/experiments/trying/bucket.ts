import { hash } from 'node:crypto';

/** Where and how people are drawn for an experiment. */
export interface Draw {
  /** Experiments of one layer draw from the same points, so that none shares anybody with another. */
  readonly layer: string;
  /** Which of the layer's points take part: from here on, 0 to 1, */
  readonly from: number;
  /** up to, and without, here. */
  readonly to: number;
  /** Of the arms: every experiment's own. */
  readonly salt: string;
  /** Share of each arm; they add up to 1. */
  readonly shares: readonly number[];
}

/**
 * A point in [0, 1) for somebody in an experiment: always the same for the same two, evenly spread, and of no relation to
 * their point in another experiment. 48 bits of SHA-256, so it is the same in every process and language.
 */
export function pointOf(salt: string, who: string): number {
  // In one shot, as hexadecimal digits: a third of what a hash object costs, and every decision pays it twice an experiment.
  return Number.parseInt(hash('sha256', `${salt}\0${who}`).slice(0, 12), 16) / 2 ** 48;
}

/**
 * The place of the arm somebody is in; null for those who do not take part. Who takes part and which arm they get are two
 * points of theirs, so raising the traffic brings in more people and moves nobody from one arm to another.
 */
export function armOf({ layer, from, to, salt, shares }: Draw, who: string): number | null {
  const taking = pointOf(`${layer}:traffic`, who);
  if (taking < from || taking >= to) return null;
  const point = pointOf(`${salt}:arm`, who);
  let upTo = 0;
  for (const [arm, share] of shares.entries()) {
    upTo += share;
    if (point < upTo) return arm;
  }
  return shares.length > 0 ? shares.length - 1 : null; // shares that add up to a hair less than 1
}
