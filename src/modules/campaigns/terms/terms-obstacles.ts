import type { CampaignContent } from '../../../models/campaign/campaign-content.js';
import { everOpens, openWeekOf } from '../dayparts.js';

/** Why terms keep a campaign from going live. */
export type TermsObstacleCode =
  | 'NO_BUDGET'
  | 'DAILY_ABOVE_TOTAL'
  | 'NO_GOAL'
  | 'NO_END'
  | 'NEVER_OPEN'
  | 'BELOW_EVERY_FLOOR'
  | 'CAP_OF_ZERO'
  | 'NO_WEIGHT'
  | 'WRONG_CURRENCY'
  | 'DEALER_GONE';

/** One thing in the way. */
export interface TermsObstacle {
  readonly code: TermsObstacleCode;
  readonly message: string;
  readonly remedy: string;
}

/** What terms are judged by besides themselves. */
export interface TermsFacts {
  /** Of its placements, in micros for a thousand impressions. */
  readonly floors: readonly number[];
  /** The tenant's, ISO 4217. */
  readonly currency: string;
  /** Its advertiser was a dealer that is no longer there. */
  readonly isDealerGone: boolean;
}

type Found = readonly [TermsObstacleCode, string, string] | false;

/** Everything about a campaign's terms that keeps it from going live. */
export function termsObstacles(content: CampaignContent, facts: TermsFacts, now: number): TermsObstacle[] {
  return [...moneyObstacles(content, facts), ...deliveryObstacles(content, facts, now)].flatMap((found) => {
    if (!found) return [];
    const [code, message, remedy] = found;
    return [{ code, message, remedy }];
  });
}

function moneyObstacles({ terms }: CampaignContent, { floors, currency }: TermsFacts): Found[] {
  const { bid, budget } = terms;
  const { total = null, daily = null } = budget ?? {};
  const lowest = Math.min(...floors);
  return [
    bid !== null && budget === null && ['NO_BUDGET', 'It has a bid, and no budget to pay it from.', 'Give a budget, in all or for a day; or set the bid to null.'], // prettier-ignore
    total !== null && daily !== null && daily > total && ['DAILY_ABOVE_TOTAL', 'It may spend more on one day than in all.', 'Lower budget.daily, or raise budget.total.'], // prettier-ignore
    bid?.kind === 'PER_THOUSAND' && floors.length > 0 && bid.amount < lowest && ['BELOW_EVERY_FLOOR', 'What it bids for a thousand impressions is below the floor of each of its placements.', 'Bid more, or name a placement with a lower floor.'], // prettier-ignore
    terms.currency !== null && terms.currency !== currency && ['WRONG_CURRENCY', `Its amounts are in ${terms.currency}, and you sell in ${currency}.`, 'Send bid and budget again, in your currency.'], // prettier-ignore
  ];
}

function deliveryObstacles(content: CampaignContent, { isDealerGone }: TermsFacts, now: number): Found[] {
  const { terms, timeZone, startsAt, endsAt } = content;
  const isGuaranteed = terms.delivery === 'GUARANTEED';
  const active = content.creatives.filter(({ status }) => status === 'active');
  const isWeightless = active.length > 0 && active.every(({ weight }) => weight === 0);
  return [
    isGuaranteed && terms.goal === null && ['NO_GOAL', 'Delivery is guaranteed, and nothing says how much.', 'Give a goal.'], // prettier-ignore
    isGuaranteed && endsAt === null && ['NO_END', 'Delivery is guaranteed, and nothing says by when.', 'Give schedule.until.'], // prettier-ignore
    isNeverOpen() && ['NEVER_OPEN', 'None of its hours lies in what is left of its schedule.', 'Change dayparts, or the schedule.'], // prettier-ignore
    terms.frequencyCaps.some(({ most }) => most === 0) && ['CAP_OF_ZERO', 'A frequency cap of 0 lets nobody see it.', 'Raise the cap, or leave it out.'], // prettier-ignore
    terms.creativeRotation === 'WEIGHTED' && isWeightless && ['NO_WEIGHT', 'Its creatives rotate by weight, and none has any.', 'Give one a weight above 0 with updateCreative.'], // prettier-ignore
    isDealerGone && ['DEALER_GONE', 'It is of a dealer that is no longer there.', 'Give its advertiser another dealer, or the campaign another advertiser.'], // prettier-ignore
  ];

  function isNeverOpen(): boolean {
    const from = Math.max(now, startsAt === null ? now : Date.parse(startsAt));
    const until = endsAt === null ? Infinity : Date.parse(endsAt);
    return from < until && !everOpens(openWeekOf(terms.dayparts), timeZone, from, until);
  }
}
