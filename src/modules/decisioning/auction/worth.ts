import type { CampaignTerms } from '../../../models/campaign/campaign-terms.js';
import type { OutcomeType } from '../../../models/decision/decision-outcome.entity.js';
import type { OfferScore } from '../../../models/prediction/scores.js';

/** What an offer is worth to whoever bids for it. Amounts are micros. */
export interface Worth {
  /** The outcome that is paid for. */
  readonly on: OutcomeType;
  /** Probability of that outcome once the offer is seen; 1 of being seen. */
  readonly probability: number;
  /** The bid for being seen once, held back by the pace: the bid for the outcome × its probability. */
  readonly perView: number;
  /** What being seen once costs at least: the floor of the placement. */
  readonly floorPerView: number;
  /** Least and most that one outcome may cost, whole micros: the reserve price, and the bid or, where that is less, what is left of the budget. */
  readonly least: number;
  readonly most: number;
}

/** Under which circumstances something is bid. */
export interface Bidding {
  /** What a thousand impressions cost at least at the placement, in micros; 0: no floor. */
  readonly floorMicros: number;
  /** Times the bid, from the campaign's pace: 1 where nothing holds it back. */
  readonly multiplier: number;
  /** Times the bid for a click, for what becomes of clicks: from `leastFit` to 1. */
  readonly fit: number;
  /** What the campaign has left, micros: nobody bids more than they have. Infinity where that is no matter. */
  readonly left: number;
}

/** A click that leads to fewer leads than the campaign's others is bid for at least at this share of the bid. */
export const leastFit = 0.6;
/** Without ceilings, one lead may cost this share of the budget of a day, or of all. */
const leadShareOfBudget = 0.1;

/**
 * What a campaign on these terms bids for an offer, by what the model expects of it; null where it bids nothing, so that it
 * costs nothing. Ceilings bind each offer by itself: a bid never is above ceiling × probability, so no mean cost can be.
 */
export function worthOf(terms: CampaignTerms, score: OfferScore, bidding: Bidding): Worth | null {
  const { bid } = terms;
  if (bid === null || (bid.kind !== 'BUDGET_BEST' && bid.amount === 0)) return null;
  switch (bid.kind) {
    case 'PER_THOUSAND':
      return worth('OFFER_VIEWED', 1, Math.floor(bid.amount / 1_000), bidding);
    case 'PER_CLICK':
      return worth('OFFER_CLICKED', chance(score.click), bid.amount, bidding);
    case 'PER_LEAD':
      return worth('LEAD_SUBMITTED', chance(score.lead), bid.amount, bidding);
    case 'BUDGET_BEST':
      return worth('OFFER_VIEWED', 1, Math.floor(spentBest(terms, score, bidding.floorMicros)), bidding);
  }
}

/** The most that one outcome may cost by the bid of a campaign, micros; 0 where it bids nothing. */
export function mostForOne(terms: CampaignTerms): number {
  return worthOf(terms, { click: 1, lead: 1 }, { floorMicros: 0, multiplier: 1, fit: 1, left: Infinity })?.most ?? 0;
} // prettier-ignore

/** Whether it bids less than the placement's floor, so that it may not be shown there. */
export function isBelowFloor({ perView, floorPerView, least, most }: Worth): boolean {
  return perView < floorPerView || most < least;
}

function worth(on: OutcomeType, probability: number, bid: number, { floorMicros, multiplier, fit, left }: Bidding): Worth {
  const floorPerView = floorMicros / 1_000;
  const held = Math.min(1, multiplier) * (on === 'OFFER_CLICKED' ? fit : 1);
  const least = floorMicros === 0 ? 1 : Math.max(1, Math.ceil(floorPerView / probability));
  return { on, probability, perView: Math.min(bid * held, left) * probability, floorPerView, least, most: Math.min(bid, left) };
} // prettier-ignore

/** Most to pay for being seen once where the budget is to be spent as well as it can be. */
function spentBest({ bid, budget }: CampaignTerms, { click, lead }: OfferScore, floorMicros: number): number {
  if (bid?.kind !== 'BUDGET_BEST') return 0;
  const ceilings = [
    ...(bid.mostPerClick === null ? [] : [bid.mostPerClick * chance(click)]),
    ...(bid.mostPerLead === null ? [] : [bid.mostPerLead * chance(lead)]),
  ];
  if (ceilings.length > 0) return Math.min(...ceilings);
  const purse = Math.min(budget?.daily ?? Infinity, budget?.total ?? Infinity);
  const perLead = Number.isFinite(purse) ? purse * leadShareOfBudget : 0;
  return Math.max(1, Math.ceil(floorMicros / 1_000), perLead * chance(lead));
}

function chance(probability: number): number {
  return Math.min(1, Math.max(0, probability));
}

/**
 * What one outcome costs where being seen once has to bring an amount of micros: whole micros, rounded up, never above
 * the bid and never below the reserve.
 */
export function pricePerOutcome({ probability, least, most }: Worth, perView: number): number {
  // What rounding of fractions adds is no micro.
  const exact = probability > 0 ? Math.ceil(perView / probability - 1e-6) : 0;
  return Math.min(most, Math.max(least, exact));
}
