import type { CampaignTerms } from '../../../models/campaign/campaign-terms.js';
import type { OutcomeType } from '../../../models/decision/decision-outcome.entity.js';
import type { OfferScore } from '../../../models/prediction/scores.js';

/** What one offer costs, and which of its outcomes is paid for. */
export interface Price {
  readonly on: OutcomeType;
  /** Of one such outcome, never above the bid. */
  readonly micros: number;
}

/**
 * What an offer of a campaign on these terms costs; null where it costs nothing. Where the budget is to be spent as well as it can be,
 * an impression costs the placement's floor.
 *
 * @param floorMicros what a thousand impressions cost at least at the placement, in micros
 */
export function priceOf({ bid }: Pick<CampaignTerms, 'bid'>, floorMicros: number): Price | null {
  const price = bid && priceOfBid(bid, floorMicros);
  return price && price.micros > 0 ? price : null;
}

function priceOfBid(bid: NonNullable<CampaignTerms['bid']>, floorMicros: number): Price {
  switch (bid.kind) {
    case 'PER_THOUSAND':
      return { on: 'OFFER_VIEWED', micros: Math.floor(bid.amount / 1_000) };
    case 'PER_CLICK':
      return { on: 'OFFER_CLICKED', micros: bid.amount };
    case 'PER_LEAD':
      return { on: 'LEAD_SUBMITTED', micros: bid.amount };
    case 'BUDGET_BEST':
      return { on: 'OFFER_VIEWED', micros: Math.ceil(floorMicros / 1_000) };
  }
}

/**
 * What is held of a budget for an offer until it is known what came of it: the whole price of an impression, of rarer outcomes what they will
 * cost on average. At least one micro, so that nothing is shown on a budget that is used up.
 */
export function heldFor({ on, micros }: Price, { click, lead }: OfferScore): number {
  if (on === 'OFFER_VIEWED') return micros;
  const probability = Math.min(1, Math.max(0, on === 'OFFER_CLICKED' ? click : lead));
  return Math.max(1, Math.ceil(micros * probability));
}
