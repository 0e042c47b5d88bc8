import { usualPolicy } from '../../../models/decision/offer-policy.js';
import type { Random } from '../chance.js';

/** Something that can be drawn. */
export interface Weighed {
  readonly value: number;
  /** Chances of the softmax are in proportion to it. */
  readonly weight: number;
}

/** Share of positions that are drawn by softmax instead of taking the best, where no other way is tried. */
export const explorationShare = usualPolicy.explored;
/**
 * Temperature of the softmax, as a share of the best value there is: an offer worth a quarter of it less is drawn e times
 * more rarely, one worth nothing e^4 times.
 */
const temperature = 0.25;

/** Weight of a value beside the best of all; equal weights where nothing is worth anything. */
export function weigher(values: Iterable<{ readonly value: number }>): (value: number) => number {
  let best = 0;
  for (const { value } of values) if (value > best) best = value;
  return best > 0 ? (value) => Math.exp((value / best - 1) / temperature) : () => 1;
}

/** How it is drawn: by what chance, and in which share of the draws the best is not simply taken. */
export interface Drawing {
  readonly random: Random;
  readonly explored: number;
}

/** What was drawn, with which probability, and whether nothing was worth more. */
export interface Drawn<T> {
  readonly picked: T;
  readonly probability: number;
  readonly isBest: boolean;
}

/** The best with probability 1 - `explored`, plus the share spread by weight. The first of equals is the best. */
export function draw<T extends Weighed>(from: readonly T[], { random, explored }: Drawing): Drawn<T> {
  let total = 0;
  let best: T | undefined;
  for (const one of from) {
    total += one.weight;
    if (!best || one.value > best.value) best = one;
  }
  if (!best) throw new RangeError('There is nothing to draw from.');
  const chanceOf = (one: T) => (explored * one.weight) / total + (one === best ? 1 - explored : 0);
  let rest = random() - (1 - explored);
  if (rest < 0) return { picked: best, probability: chanceOf(best), isBest: true };
  let picked = best;
  for (const one of from) {
    rest -= (explored * one.weight) / total;
    picked = one;
    if (rest < 0) break; // only rounding leads past the last: the chances add up to one
  }
  return { picked, probability: chanceOf(picked), isBest: picked === best };
}
