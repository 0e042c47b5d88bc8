import type { OfferScore } from './scores.js';

/**
 * What a model of offers goes by, each known or not. `RECENT`: what the viewer looked at lately. `PRICE`: what the car costs.
 * `VEHICLE`: what else it is. `CREATIVE`: what the creative speaks of. `PLACEMENT`: where it is shown. `TIME`: hour and weekday.
 */
export const offerFacts = ['RECENT', 'PRICE', 'VEHICLE', 'CREATIVE', 'PLACEMENT', 'TIME'] as const;
export type OfferFact = (typeof offerFacts)[number];

/** One fact, and by how much it moved each probability, in log-odds. */
export interface OfferFactMoved {
  readonly fact: OfferFact;
  /** What the fact is: `The viewer had looked at 12 cars lately`. */
  readonly sentence: string;
  readonly click: number;
  readonly lead: number;
}

/** A score taken apart: `base` and what all facts moved add up to the score, in log-odds. */
export interface OfferExplanation {
  readonly score: OfferScore;
  /** Log-odds of an offer of which nothing is known. */
  readonly base: { readonly click: number; readonly lead: number };
  /** Every fact once; what moved most comes first. */
  readonly moved: readonly OfferFactMoved[];
}
