import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';

/** Campaigns of one advertiser are one bidder; a campaign of the tenant's own is one by itself. */
export function bidderOf({ advertiserId, id }: LiveCampaign): string {
  return advertiserId ?? id;
}
