import type { Budget, FrequencyCap } from '../../../models/campaign/campaign-terms.js';
import type { BoundCampaign, LiveCampaign } from '../../../models/campaign/live-campaign.js';
import type { AmountAsked, CountAsked } from '../../platform/limit-store/limit-store.js';
import { dayIn } from './day-in.js';

const hourMs = 3_600_000;
const windowMs = { HOUR: hourMs, DAY: 24 * hourMs, WEEK: 7 * 24 * hourMs };
/** A flight without end is counted this long. */
const openFlightMs = 400 * 24 * hourMs;
/** A day's budget is of use until whatever was decided on it has come to something. */
export const dayKeptMs = 72 * hourMs;

/** By what the offers of a campaign are bound. */
export interface CampaignLimits {
  /** Its own caps. */
  readonly caps: readonly FrequencyCap[];
  /** Whether its offers are counted: for its own caps, or for one that another campaign of its advertiser has. */
  readonly isCounted: boolean;
  /** The longest of the windows it is counted for, and whether that is a whole flight. */
  readonly windowMs: number;
  /** Null where it costs nothing or has no budget. */
  readonly budget: Budget | null;
}

const kept = new WeakMap<readonly LiveCampaign[], ReadonlyMap<LiveCampaign, CampaignLimits>>();

/** The campaigns that are bound by anything. Made once for a list of campaigns, which is the same as long as none changes. */
export function limitsOf(campaigns: readonly LiveCampaign[]): ReadonlyMap<LiveCampaign, CampaignLimits> {
  let limits = kept.get(campaigns);
  if (!limits) kept.set(campaigns, (limits = limitsAmong(campaigns)));
  return limits;
}

const capped = new WeakMap<ReadonlyMap<LiveCampaign, CampaignLimits>, boolean>();

/** Whether any of them has a cap; found out once for limits that do not change. */
export function haveCaps(limits: ReadonlyMap<LiveCampaign, CampaignLimits>): boolean {
  let known = capped.get(limits);
  if (known === undefined) capped.set(limits, (known = [...limits.values()].some(({ caps }) => caps.length > 0)));
  return known;
} // prettier-ignore

/** The same of campaigns that need not be live, made anew each time. */
export function limitsAmong<C extends BoundCampaign>(campaigns: readonly C[]): Map<C, CampaignLimits> {
  const ofAdvertisers = new Map<string | null, FrequencyCap[]>();
  for (const { advertiserId, terms } of campaigns)
    for (const cap of terms.frequencyCaps)
      if (cap.scope === 'ADVERTISER')
        ofAdvertisers.set(advertiserId, [...(ofAdvertisers.get(advertiserId) ?? []), cap]);
  const limits = new Map<C, CampaignLimits>();
  for (const campaign of campaigns) {
    const { frequencyCaps: caps, budget: whole, bid } = campaign.terms;
    const countedFor = [...caps, ...(ofAdvertisers.get(campaign.advertiserId) ?? [])];
    const budget = bid && whole && (whole.total !== null || whole.daily !== null) ? whole : null;
    const isCounted = countedFor.length > 0;
    const longest = Math.max(0, ...countedFor.map(({ window }) => (window === 'FLIGHT' ? openFlightMs : windowMs[window])));
    if (isCounted || budget) limits.set(campaign, { caps, isCounted, windowMs: longest, budget });
  }
  return limits;
} // prettier-ignore

/** What an offer counts for. */
export function subjectsOf(
  { id, advertiserId }: Pick<BoundCampaign, 'id' | 'advertiserId'>,
  creativeId: string,
): Record<FrequencyCap['scope'], string> {
  return { CREATIVE: `r:${creativeId}`, CAMPAIGN: `c:${id}`, ADVERTISER: `a:${advertiserId ?? 'house'}` };
}

/** The campaign's caps for one of its creatives, as the limit store asks them. */
export function countsOf(
  campaign: LiveCampaign,
  { caps }: CampaignLimits,
  creativeId: string,
  now: number,
): CountAsked[] {
  const subjects = subjectsOf(campaign, creativeId);
  return caps.map(({ scope, window, most }) => ({
    subject: subjects[scope],
    since: window === 'FLIGHT' ? (campaign.startsAt ?? 0) - 1 : now - windowMs[window],
    most,
  }));
}

/** When an offer of the campaign that was shown now matters to no cap any more: milliseconds since the epoch. */
export function countedUntil(
  { endsAt }: Pick<BoundCampaign, 'endsAt'>,
  limits: CampaignLimits,
  now: number,
): number {
  return limits.windowMs < openFlightMs ? now + limits.windowMs : Math.max(endsAt ?? 0, now + openFlightMs);
}

/** Key of what was spent of a campaign in all. */
export const totalKey = (campaignId: string): string => `b:${campaignId}`;
/** The same on a day; of no use to anybody some days after. */
export const dayKey = (campaignId: string, day: string): string => `b:${campaignId}:${day}`;

/** The campaign's budgets as the limit store asks them, for an offer for which `amount` is held until an instant. */
export function amountsOf(
  { id, timeZone }: Pick<LiveCampaign, 'id' | 'timeZone'>,
  { budget }: Pick<CampaignLimits, 'budget'>,
  { amount, until, now }: { amount: number; until: number; now: number },
): AmountAsked[] {
  const amounts: AmountAsked[] = [];
  const { total, daily } = budget ?? { total: null, daily: null };
  if (total !== null) amounts.push({ key: totalKey(id), amount, most: total, until, keepUntil: null });
  if (daily !== null) amounts.push({ key: dayKey(id, dayIn(timeZone, now)), amount, most: daily, until, keepUntil: now + dayKeptMs });
  return amounts;
} // prettier-ignore
