import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import type { Occurrence, Taken } from '../../platform/limit-store/limit-store.js';
import { amountsOf, countsOf, type CampaignLimits } from './campaign-limits.js';

/** Why a campaign falls out by its limits, or is held back by an experiment. */
export type BarredStep = 'FREQUENCY_CAP' | 'BUDGET' | 'LIMITS_AWAY' | 'HELD_OUT';

/** What may not be shown to this viewer now. */
export interface Barred {
  readonly campaigns: ReadonlyMap<LiveCampaign, BarredStep>;
  /** Creatives that were shown often enough, of campaigns that have others. */
  readonly creativeIds: ReadonlySet<string>;
  /** An experiment holds every campaign back from them. */
  readonly isHeldOutOfAll?: boolean;
}

/** What a refusal of the limit store by one of its keys keeps from being shown: the campaign, and by which step, or one creative of it. */
export function stepOf(key: string): 'BUDGET' | 'FREQUENCY_CAP' | 'CREATIVE' {
  if (key.startsWith('r:')) return 'CREATIVE';
  return key.startsWith('b:') ? 'BUDGET' : 'FREQUENCY_CAP';
}

/** Everything may be shown. */
export const nothingBarred: Barred = { campaigns: new Map(), creativeIds: new Set() };

/** What is known of the limits at this moment: not to the last unit, as others reserve meanwhile. */
export interface KnownLimits {
  readonly limits: ReadonlyMap<LiveCampaign, CampaignLimits>;
  /** By their keys. */
  readonly taken: ReadonlyMap<string, Taken>;
  /** What the viewer saw, or is about to see. */
  readonly occurrences: readonly Occurrence[];
  readonly now: number;
}

/** Nothing that is bound by a limit may be shown: nobody knows whether it still may. */
export function allBarred(limits: ReadonlyMap<LiveCampaign, CampaignLimits>): Barred {
  const campaigns = new Map([...limits.keys()].map((campaign) => [campaign, 'LIMITS_AWAY' as const]));
  return { campaigns, creativeIds: new Set() };
}

/** Finds what certainly may not be shown, so that it is not chosen in vain. */
export function barredBy({ limits, taken, occurrences, now }: KnownLimits): Barred {
  const campaigns = new Map<LiveCampaign, BarredStep>();
  const creativeIds = new Set<string>();
  for (const [campaign, its] of limits) {
    if (isUsedUp(campaign, its, taken, now)) {
      campaigns.set(campaign, 'BUDGET');
      continue;
    }
    if (its.caps.length === 0) continue;
    const capped = campaign.creatives.filter(({ id }) => isCapped(campaign, its, id, occurrences, now));
    if (capped.length > 0 && capped.length === campaign.creatives.length) campaigns.set(campaign, 'FREQUENCY_CAP');
    else for (const { id } of capped) creativeIds.add(id);
  }
  return { campaigns, creativeIds };
} // prettier-ignore

function isUsedUp(
  campaign: LiveCampaign,
  limits: CampaignLimits,
  taken: ReadonlyMap<string, Taken>,
  now: number,
): boolean {
  return amountsOf(campaign, limits, { amount: 1, until: now, now }).some(({ key, most }) => {
    const { held, spent } = taken.get(key) ?? { held: 0, spent: 0 };
    return held + spent >= most;
  });
}

function isCapped(
  campaign: LiveCampaign,
  limits: CampaignLimits,
  creativeId: string,
  occurrences: readonly Occurrence[],
  now: number,
): boolean {
  return countsOf(campaign, limits, creativeId, now).some(({ subject, since, most }) => {
    const count = occurrences.filter(({ at, subjects }) => at > since && subjects.includes(subject)).length;
    return count >= most;
  });
}
