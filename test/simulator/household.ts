import { Random } from './random.js';
import type { Shopper } from './shopper.js';

/** Of pairs of neighbours in the numbering, so many live together. */
const shareOfPairs = 0.3;
/** The second of a household begins to look within so many days of the first. */
export const daysBehind = 10;

/** The other one of a shopper's household; null: lives alone. Shoppers 2n and 2n + 1 may live together. */
export function partnerOf(seed: number, index: number): number | null {
  return Random.of(seed ^ 0x51ed270b, index >> 1).chance(shareOfPairs) ? index ^ 1 : null;
}

/** A household's first enquiry, which decides for both whether and when it buys: instants in milliseconds. */
export interface Claim {
  readonly at: number;
  readonly soldAt: number | null;
}

/** The earlier of two first enquiries, and whose it is: 0 for the first of the household, also where they are of one instant. */
export function earlierClaim(
  claims: readonly [Claim | null, Claim | null],
): { by: 0 | 1; claim: Claim } | null {
  const [first, second] = claims;
  if (second && (!first || second.at < first.at)) return { by: 1, claim: second };
  return first ? { by: 0, claim: first } : null;
}

/** The second of a household: one purse and one car to trade in, tastes half way to the other's. */
export function alongside(second: Shopper, first: Shopper): Shopper {
  return {
    ...second,
    bodies: halfway(second.bodies, first.bodies),
    fuels: halfway(second.fuels, first.fuels),
    conditions: first.conditions,
    budget: first.budget,
    tradeIn: first.tradeIn,
  };
}

function halfway<T extends string>(
  own: Readonly<Record<T, number>>,
  other: Readonly<Record<T, number>>,
): Readonly<Record<T, number>> {
  const middle: Record<T, number> = { ...own };
  for (const name in own) middle[name] = (own[name] + other[name]) / 2;
  return middle;
}
