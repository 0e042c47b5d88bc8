import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import type { OfferScore } from '../../../models/prediction/scores.js';
import type { VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';
import type { Candidate } from '../candidates.js';
import { ageingBoost } from './ageing.js';
import type { Holding } from '../pacing/taking-part.js';
import { bidderOf } from './bidder.js';
import { isBelowFloor, leastFit, worthOf, type Bidding, type Worth } from './worth.js';

/** A candidate with what the model thinks of it. */
export interface ScoredCandidate {
  readonly candidate: Candidate;
  readonly score: OfferScore;
}

/** A candidate that takes part in the auction. */
export interface Entrant extends ScoredCandidate {
  /** Null: it bids nothing and costs nothing. */
  readonly worth: Worth | null;
  /** Who bids: campaigns of one advertiser do not bid against each other. */
  readonly bidder: string;
  /** Times its worth, for what the tenant wants shown more: at least 1. */
  readonly boost: number;
  /** Expected leads, in micros: parts those that bid alike, and ranks those that bid nothing. */
  readonly quality: number;
  /** By what it is ranked, in micros: boost × (bid + quality). */
  readonly value: number;
}

/** Why a campaign does not take part; of several reasons the last. */
const reasons = ['BELOW_FLOOR', 'BUDGET', 'PACED'] as const;
export type StaysOut = (typeof reasons)[number];

/** Who takes part, and which campaigns with candidates do not. */
export interface Entered {
  readonly entrants: Entrant[];
  readonly out: ReadonlyMap<LiveCampaign, StaysOut>;
  /** Those who would reach the floor by their whole bid, and do not by what their pace leaves of it. */
  readonly short: readonly Entrant[];
}

/** Where and when it is bid, how campaigns are held back, and which of them let the request go before they were candidates. */
export interface Occasion {
  readonly floorMicros: number;
  readonly now: number;
  readonly holding: Holding;
  readonly letGo: ReadonlySet<LiveCampaign>;
  /** Whether cars that stand long are shown more. */
  readonly boostsAgeing: boolean;
  /** See `Barred`. */
  readonly nearlySpent: ReadonlyMap<LiveCampaign, number>;
}

/** A click that leads to nothing yet is worth this much of a lead. */
const clickWorth = 0.05;

/** What an offer is worth, in leads: the leads it brings and, small, the clicks, which show interest before there are leads to learn from. */
export function valueOf({ click, lead }: OfferScore): number {
  return lead + clickWorth * click;
}

/** Has each candidate bid. Out stays whose pace lets this request go, and who bids below the floor, by its bid or by what its pace or its budget leaves of it. */
export function enter(scored: readonly ScoredCandidate[], { floorMicros, now, holding, letGo, nearlySpent, boostsAgeing }: Occasion): Entered {
  const fits = fitsOf(scored);
  const out = new Map<LiveCampaign, StaysOut>();
  const short: Entrant[] = [];
  for (const campaign of letGo) out.set(campaign, 'PACED');
  const entrants: Entrant[] = [];
  let last: VehicleInStock | undefined;
  let boost = 1;
  for (const one of scored) {
    const { campaign, vehicle } = one.candidate;
    // The ways of saying it stand beside each other, so most cars are the one before.
    if (boostsAgeing && vehicle !== last) boost = ageingBoost(vehicle, now);
    last = vehicle;
    const multiplier = campaign.terms.bid === null ? 1 : holding(campaign);
    if (multiplier === null) {
      out.set(campaign, 'PACED');
      continue;
    }
    const fit = fits?.(one) ?? 1;
    const bidding = { floorMicros, multiplier, fit, left: nearlySpent.get(campaign) ?? Infinity };
    const worth = worthOf(campaign.terms, one.score, bidding);
    if (worth && isBelowFloor(worth)) {
      const why = whyBelow(one, bidding);
      if (why === 'PACED') short.push(entrantOf(one, worth, boost));
      const known = out.get(campaign);
      if (!known || reasons.indexOf(why) > reasons.indexOf(known)) out.set(campaign, why);
      continue;
    }
    entrants.push(entrantOf(one, worth, boost));
  }
  if (out.size > 0) for (const { candidate } of entrants) out.delete(candidate.campaign);
  return { entrants, out, short };
} // prettier-ignore

/** What keeps who bids below the floor from it: its pace, what its budget has left, or its bid. */
function whyBelow({ candidate: { campaign: { terms } }, score }: ScoredCandidate, bidding: Bidding): StaysOut {
  const reaches = (freed: Bidding) => {
    const worth = worthOf(terms, score, freed);
    return worth !== null && !isBelowFloor(worth);
  };
  const unpaced = { ...bidding, multiplier: 1 };
  if (bidding.multiplier < 1 && reaches(unpaced)) return 'PACED';
  return bidding.left < Infinity && reaches({ ...unpaced, left: Infinity }) ? 'BUDGET' : 'BELOW_FLOOR';
} // prettier-ignore

function entrantOf({ candidate, score }: ScoredCandidate, worth: Worth | null, boost: number): Entrant {
  const quality = valueOf(score);
  const value = boost * ((worth?.perView ?? 0) + quality);
  // Named one by one: copying with `...` costs more than all the rest.
  return { candidate, score, worth, bidder: bidderOf(candidate.campaign), boost, quality, value };
}

/**
 * How well clicks of a candidate lead on, beside the campaign's others, for campaigns that pay per click and want more than
 * clicks: from `leastFit` to 1. Null where there are none, which is found out by one look at each.
 */
function fitsOf(scored: readonly ScoredCandidate[]): ((one: ScoredCandidate) => number) | null {
  const sums = new Map<LiveCampaign, { leads: number; clicks: number }>();
  for (const { candidate: { campaign }, score } of scored) {
    if (!wantsLeads(campaign)) continue;
    const sum = sums.get(campaign) ?? { leads: 0, clicks: 0 };
    sums.set(campaign, { leads: sum.leads + score.lead, clicks: sum.clicks + score.click });
  }
  if (sums.size === 0) return null;
  return ({ candidate: { campaign }, score: { lead, click } }) => {
    const sum = sums.get(campaign);
    if (!sum || sum.leads <= 0 || click <= 0) return 1;
    const fit = lead / click / (sum.leads / sum.clicks);
    return fit > leastFit ? Math.min(1, fit) : leastFit; // where numbers are too small for a quotient, too
  };
} // prettier-ignore

function wantsLeads({ terms: { bid, objective } }: LiveCampaign): boolean {
  return bid?.kind === 'PER_CLICK' && objective !== 'REACH' && objective !== 'VISITS';
}
