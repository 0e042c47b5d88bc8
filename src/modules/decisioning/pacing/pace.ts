import type { Landscape, Step } from './landscape.js';

/** How a campaign takes part until it is looked at again. */
export interface Pace {
  /** Times the bid: above 0, at most what the bid allows. */
  readonly multiplier: number;
  /** Share of the chances it takes part in, drawn at random: 1 unless so many cost alike that no multiplier parts them. */
  readonly share: number;
  /** What holds it back. */
  readonly heldBy: 'BUDGET' | 'COST' | null;
}

/** What is known of a campaign when its pace is set. */
export interface Standing {
  /** What it may still spend, holds counted as spent; the unit of money of the landscape. */
  readonly left: number;
  /** Chances that are still to come while it may be spent. */
  readonly chancesLeft: number;
  /** Most an outcome may cost on average over the whole flight; null: whatever it costs. */
  readonly costCeiling: number | null;
  /** What was spent and what came of it so far, for the ceiling. */
  readonly spent: number;
  readonly outcomes: number;
  /** Highest multiplier: 1, unless the campaign is guaranteed and may outbid others. */
  readonly most: number;
}

/** Spending that is off by less than this share is left alone: noise is no reason to move. */
const deadBand = 0.1;
/** Fewer chances than this tell nothing of what bids buy. */
const fewest = 10;

/**
 * Sets the pace so that what is left lasts just as long as the chances do. The budget's dual price, worked out anew each
 * time from what is left (as in Balseiro & Gur, "Learning in Repeated Auctions with Budgets", 2019, but solved on the
 * landscape rather than approached step by step), and the ceiling's: the lower multiplier of the two. Moves are damped by
 * buckets of how far spending is off, as hysteresis does it (feedback pacing at Snap, arXiv 2509.25429): within the dead band
 * nothing moves, so that others bid against something steady.
 */
export function pace(landscape: Landscape, standing: Standing, before: Pace | null): Pace {
  const { left, chancesLeft, most } = standing;
  if (left <= 0) return { multiplier: before?.multiplier ?? most, share: 0, heldBy: 'BUDGET' };
  if (landscape.chances < fewest || chancesLeft <= 0) return before ?? { multiplier: most, share: 1, heldBy: null }; // prettier-ignore
  const perChance = left / chancesLeft;
  const byCost = withinCeiling(landscape, standing);
  const { multiplier, next } = landscape.highest(byCost, (cost) => cost <= perChance);
  if (next === null) {
    const heldBy = byCost < most ? 'COST' : null;
    return steady({ multiplier, share: 1, heldBy }, landscape.at(multiplier).cost, landscape, before);
  }
  return steady(parted(perChance, multiplier, next), perChance, landscape, before);
}

/** Highest multiplier with which the whole flight's cost per outcome stays under the ceiling. */
function withinCeiling(landscape: Landscape, standing: Standing): number {
  const { costCeiling, spent, outcomes, chancesLeft, most } = standing;
  if (costCeiling === null) return most;
  const fits = (cost: number, brings: number) =>
    spent + cost * chancesLeft <= costCeiling * (outcomes + brings * chancesLeft);
  return landscape.highest(most, fits).multiplier;
}

/**
 * Between two buckets: chances spread within the bucket are parted by the multiplier, in proportion. Where most of what
 * can be bought lies in this one bucket (a floor that all pay), a multiplier parts nothing; then a share of chances is let go.
 */
function parted(perChance: number, multiplier: number, next: Step): Pace {
  const { below, above } = next;
  const within = (perChance - below.cost) / (above.cost - below.cost);
  const isLump = above.cost - below.cost > above.cost / 2;
  if (isLump) return { multiplier: next.multiplier, share: perChance / above.cost, heldBy: 'BUDGET' };
  const between = multiplier * (next.multiplier / multiplier) ** within;
  return { multiplier: between, share: 1, heldBy: 'BUDGET' };
}

/** The pace before, unless it spends clearly more or less than wanted or is held by something else. */
function steady(wanted: Pace, perChance: number, landscape: Landscape, before: Pace | null): Pace {
  if (!before || before.heldBy !== wanted.heldBy) return wanted;
  const spends = landscape.at(before.multiplier).cost * before.share;
  return Math.abs(spends - perChance) <= deadBand * perChance ? before : wanted;
}
