import type { LiveCampaign } from '../../models/campaign/live-campaign.js';
import type { Elimination, EliminationStep } from '../../models/decision/elimination.js';
import type { Retrieved } from './candidates.js';
import type { Choice } from './offer-choice.js';

/** Steps at which campaigns fall away after something was found to choose from. */
const later: readonly EliminationStep[] = ['NOT_DRAWN', 'SEPARATED', 'OUTBID'];

/** What fell away in all: on the way to candidates, by the auction, and by what the limits refused at the last moment. */
export function wholeFunnel({ candidates, letGo, campaigns, eliminated }: Retrieved, { refused, lost }: Pick<Choice, 'refused' | 'lost'>): Elimination[] {
  const drawn = new Set<LiveCampaign>(letGo);
  for (const { campaign } of candidates) drawn.add(campaign);
  const counts = new Map<EliminationStep, number>([['NOT_DRAWN', campaigns.length - drawn.size]]);
  for (const fates of [refused, lost])
    for (const step of fates.values()) counts.set(step, (counts.get(step) ?? 0) + 1);
  const known: readonly Elimination[] = [...eliminated, ...later.map((step) => ({ step, count: 0 }))];
  return known.map(({ step, count }) => ({ step, count: count + (counts.get(step) ?? 0) }));
} // prettier-ignore
