import type { CampaignEntity, CampaignStatus } from '../../../models/campaign/campaign.entity.js';
import { statusAt } from '../transition.js';

/** Where a campaign stands for those who count on it: one that is live but begins later is not shown yet. */
export type CampaignStanding = CampaignStatus | 'to begin';

/** Where it stands at `now`, in milliseconds since the epoch. */
export function standingAt(
  campaign: Pick<CampaignEntity, 'status' | 'startsAt' | 'endsAt'>,
  now: number,
): CampaignStanding {
  const status = statusAt(campaign, now);
  return status === 'live' && campaign.startsAt !== null && campaign.startsAt.getTime() > now ? 'to begin' : status; // prettier-ignore
}
