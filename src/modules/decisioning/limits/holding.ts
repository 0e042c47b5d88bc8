import { holdId, type Billing } from '../../../models/decision/billing.js';
import type { OutcomeType } from '../../../models/decision/decision-outcome.entity.js';
import type { AmountAsked, Ask } from '../../platform/limit-store/limit-store.js';
import type { ChosenOffer } from '../choose.js';
import {
  amountsOf,
  countedUntil,
  countsOf,
  dayKeptMs,
  dayKey,
  subjectsOf,
  totalKey,
  type CampaignLimits,
} from './campaign-limits.js';
import { dayIn } from './day-in.js';
import { heldFor } from './price.js';

const minuteMs = 60_000;
/** For so long an offer that was not seen counts for its caps. */
export const unseenMs = 10 * minuteMs;
/** For so long the price of an outcome is held; one that comes later is charged as far as the budget still allows. */
const heldMs: Record<OutcomeType, number> = {
  OFFER_VIEWED: unseenMs,
  OFFER_CLICKED: 30 * minuteMs,
  LEAD_SUBMITTED: 60 * minuteMs,
};
/** Nothing is held longer. */
export const longestHoldMs = Math.max(...Object.values(heldMs));

/** What is billed of an offer, with what is held of its campaign's budget until an instant; see `DecisionItem`. */
export type Billed = Billing & { readonly heldMicros: number; readonly heldUntil: number };

/** An offer with what is billed of it; null where it costs nothing and is bound by nothing. */
export interface BilledOffer extends ChosenOffer {
  readonly billed: Billed | null;
}

/** Where and when an offer is made, and under which number something would be held for it. */
export interface Making {
  readonly decisionId: string;
  readonly now: number;
  readonly hold: number;
}

/** What is billed of a chosen offer. Something is held for it exactly where its campaign is bound by a limit. */
export function billedOf(
  { campaign, score, price }: Pick<ChosenOffer, 'campaign' | 'score' | 'price'>,
  limits: CampaignLimits | undefined,
  { now, hold }: Making,
): Billed | null {
  if (!price && !limits) return null;
  const heldMicros = price && limits?.budget ? heldFor(price, score) : 0;
  return {
    on: price?.on ?? null,
    priceMicros: price?.micros ?? 0,
    day: dayIn(campaign.timeZone, now),
    hold: limits ? hold : null,
    heldMicros,
    heldUntil: now + (price && heldMicros > 0 ? heldMs[price.on] : unseenMs),
  };
}

/** What was held of a campaign's money for an offer, to be held again: in all and of the day it was made on, whatever is bounded by now. */
export function heldAgain(campaignId: string, { day, heldMicros: amount, heldUntil: until }: Billed): AmountAsked[] {
  if (amount === 0) return [];
  const inAll = { key: totalKey(campaignId), amount, most: 0, until, keepUntil: null };
  return [inAll, { ...inAll, key: dayKey(campaignId, day), keepUntil: Date.parse(day) + dayKeptMs }];
} // prettier-ignore

/** What the limit store is asked for it. */
export function askFor(
  { campaign, creative }: Pick<ChosenOffer, 'campaign' | 'creative'>,
  limits: CampaignLimits,
  billed: Billed,
  { decisionId, now, hold }: Making,
): Ask {
  const { heldMicros, heldUntil } = billed;
  return {
    id: holdId(decisionId, hold),
    amounts: heldMicros > 0 ? amountsOf(campaign, limits, { amount: heldMicros, until: heldUntil, now }) : [],
    counts: countsOf(campaign, limits, creative.id, now),
    subjects: limits.isCounted ? Object.values(subjectsOf(campaign, creative.id)) : [],
    unsettledUntil: now + unseenMs,
    keepUntil: countedUntil(campaign, limits, now),
  };
}
