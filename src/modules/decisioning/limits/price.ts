import type { OutcomeType } from '../../../models/decision/decision-outcome.entity.js';
import type { OfferScore } from '../../../models/prediction/scores.js';

/** What one offer costs, and which of its outcomes is paid for: settled by the auction. */
export interface Price {
  readonly on: OutcomeType;
  /** Of one such outcome: above zero, never above the bid, never below the floor. */
  readonly micros: number;
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
