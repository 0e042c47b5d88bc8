import type { LiveCampaign } from '../../models/campaign/live-campaign.js';
import type { Tried } from '../../models/experiment/tried.js';
import type { Barred, BarredStep } from './limits/barred.js';

/**
 * Adds what experiments hold back from a viewer to what may not be shown to them. What its limits bar already stays barred
 * by them. A campaign that is left without any creative falls out whole.
 */
export function heldOut(barred: Barred, tried: readonly Tried[], all: readonly LiveCampaign[]): Barred {
  if (tried.every(({ shows }) => shows === 'ALL')) return barred;
  const campaigns = new Map<LiveCampaign, BarredStep>(barred.campaigns);
  const creativeIds = new Set(barred.creativeIds);
  const byId = new Map(all.map((campaign) => [campaign.id, campaign]));
  for (const { campaignId, shows } of tried) {
    const campaign = campaignId === null ? undefined : byId.get(campaignId);
    if (!campaign || shows === 'ALL' || barred.campaigns.has(campaign)) continue;
    if (shows !== 'NOTHING') for (const { id } of campaign.creatives) if (!shows.has(id)) creativeIds.add(id);
    if (shows === 'NOTHING' || isBare(campaign, creativeIds)) campaigns.set(campaign, 'HELD_OUT');
  }
  const isHeldOutOfAll = tried.some(({ campaignId, shows }) => campaignId === null && shows === 'NOTHING');
  return { ...barred, campaigns, creativeIds, ...(isHeldOutOfAll ? { isHeldOutOfAll } : {}) };
}

/**
 * Which experiments mattered to an answer: those whose campaign got past everything else. Whoever is held out is exposed by
 * the same rule as whoever is not, so that arms can be compared.
 *
 * @param reached ids of campaigns that would be shown, or are held back by an experiment and nothing else
 */
export function mattered(tried: readonly Tried[], reached: ReadonlySet<string>): Tried[] {
  return tried.filter(
    ({ campaignId, matters }) =>
      matters && (campaignId === null ? reached.size > 0 : reached.has(campaignId)),
  );
}

function isBare({ creatives }: LiveCampaign, creativeIds: ReadonlySet<string>): boolean {
  return creatives.length > 0 && creatives.every(({ id }) => creativeIds.has(id));
}
