import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import type { Occurrence, Taken } from '../../platform/limit-store/limit-store.js';
import { mostForOne } from '../auction/worth.js';
import { amountsOf, countsOf, type CampaignLimits } from './campaign-limits.js';

/** Why a campaign falls out by its limits, or is held back by an experiment. */
export type BarredStep = 'FREQUENCY_CAP' | 'BUDGET' | 'LIMITS_AWAY' | 'HELD_OUT';

/** What may not be shown to this viewer now. */
export interface Barred {
  readonly campaigns: ReadonlyMap<LiveCampaign, BarredStep>;
  /** Creatives that were shown often enough, of campaigns that have others. */
  readonly creativeIds: ReadonlySet<string>;
  /** What is left, in micros, to campaigns that have less than one outcome may cost them by their bid: they bid no more than that. */
  readonly nearlySpent: ReadonlyMap<LiveCampaign, number>;
  /** An experiment holds every campaign back from them. */
  readonly isHeldOutOfAll?: boolean;
}

/** What a refusal of the limit store by one of its keys keeps from being shown: the campaign, and by which step, or one creative of it. */
export function stepOf(key: string): 'BUDGET' | 'FREQUENCY_CAP' | 'CREATIVE' {
  if (key.startsWith('r:')) return 'CREATIVE';
  return key.startsWith('b:') ? 'BUDGET' : 'FREQUENCY_CAP';
}

/** Everything may be shown. */
export const nothingBarred: Barred = { campaigns: new Map(), creativeIds: new Set(), nearlySpent: new Map() };

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
  return { ...nothingBarred, campaigns };
}

/** Finds what certainly may not be shown, so that it is not chosen in vain. */
export function barredBy({ limits, taken, occurrences, now }: KnownLimits): Barred {
  const { usedUp, nearlySpent, capped: those } = forAll(limits, taken, now);
  const campaigns = new Map<LiveCampaign, BarredStep>();
  for (const campaign of usedUp) campaigns.set(campaign, 'BUDGET');
  const creativeIds = new Set<string>();
  for (const [campaign, its] of those) {
    const capped = campaign.creatives.filter(({ id }) => isCapped(campaign, its, id, occurrences, now));
    if (capped.length > 0 && capped.length === campaign.creatives.length) campaigns.set(campaign, 'FREQUENCY_CAP');
    else for (const { id } of capped) creativeIds.add(id);
  }
  return { campaigns, creativeIds, nearlySpent };
} // prettier-ignore

/** What is the same for every viewer until the limits are looked at again: budgets that are used up, and who has caps besides. */
interface ForAll {
  readonly limits: KnownLimits['limits'];
  readonly minute: number;
  readonly usedUp: readonly LiveCampaign[];
  readonly nearlySpent: ReadonlyMap<LiveCampaign, number>;
  readonly capped: readonly (readonly [LiveCampaign, CampaignLimits])[];
}

const kept = new WeakMap<KnownLimits['taken'], ForAll>();

/** Found out once for each look at the limits, not for each viewer. Days begin with a minute, so within one nothing else changes. */
function forAll(limits: KnownLimits['limits'], taken: KnownLimits['taken'], now: number): ForAll {
  const minute = Math.floor(now / 60_000);
  const known = kept.get(taken);
  if (known?.limits === limits && known.minute === minute) return known;
  const usedUp: LiveCampaign[] = [];
  const nearlySpent = new Map<LiveCampaign, number>();
  const capped: [LiveCampaign, CampaignLimits][] = [];
  for (const [campaign, its] of limits) {
    const left = leftOf(campaign, its, taken, now);
    if (left < 1) {
      usedUp.push(campaign);
      continue;
    }
    if (left < mostForOne(campaign.terms)) nearlySpent.set(campaign, left);
    if (its.caps.length > 0) capped.push([campaign, its]);
  }
  const made = { limits, minute, usedUp, nearlySpent, capped };
  kept.set(taken, made);
  return made;
}

/** What neither is spent nor held of the tightest of its budgets, micros; Infinity where it has none. */
function leftOf(
  campaign: LiveCampaign,
  limits: CampaignLimits,
  taken: ReadonlyMap<string, Taken>,
  now: number,
): number {
  const left = amountsOf(campaign, limits, { amount: 0, until: now, now }).map(({ key, most }) => {
    const { held, spent } = taken.get(key) ?? { held: 0, spent: 0 };
    return most - held - spent;
  });
  return Math.min(...left);
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
