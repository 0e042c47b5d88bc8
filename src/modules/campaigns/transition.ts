import type { CampaignEntity, CampaignStatus } from '../../models/campaign/campaign.entity.js';

/** What a person can do to a campaign's standing. */
export type CampaignAction = 'launch' | 'pause' | 'end';

/** The rules as a table: from where an action leads where. An action absent in a row is refused there. */
const table: Record<CampaignStatus, Partial<Record<CampaignAction, CampaignStatus>>> = {
  draft: { launch: 'live', end: 'ended' },
  live: { launch: 'live', pause: 'paused', end: 'ended' },
  paused: { launch: 'live', pause: 'paused', end: 'ended' },
  ended: { end: 'ended' },
};

/** Where the action leads, or null when it may not be done from here. Doing again what is done already changes nothing. */
export function transition(from: CampaignStatus, action: CampaignAction): CampaignStatus | null {
  return table[from][action] ?? null;
}

/**
 * Where a campaign stands at an instant: a live or paused one whose schedule has passed has ended, though nothing was
 * written. Its schedule can still be moved; one ended by hand stays ended.
 */
export function statusAt(campaign: Pick<CampaignEntity, 'status' | 'endsAt'>, now: number): CampaignStatus {
  const over = campaign.endsAt !== null && campaign.endsAt.getTime() <= now;
  return over && (campaign.status === 'live' || campaign.status === 'paused') ? 'ended' : campaign.status;
}

/** Whether a campaign may be shown at an instant: launched, begun and not over. */
export function isRunning(
  campaign: Pick<CampaignEntity, 'status' | 'startsAt' | 'endsAt'>,
  now: number,
): boolean {
  const begun = campaign.startsAt === null || campaign.startsAt.getTime() <= now;
  return begun && statusAt(campaign, now) === 'live';
}
