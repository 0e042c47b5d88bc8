import type { CampaignsNow, LiveCampaign } from '../../models/campaign/live-campaign.js';
import type { CampaignRevision, WholeCampaign } from './campaigns.repository.js';
import { inScope } from './in-scope.js';
import { isRunning } from './transition.js';

/** One tenant's campaigns and placements as last read. Immutable but for the view it remembers. */
export class CampaignsInMemory {
  private view: CampaignsNow = { live: [], notLive: 0 };
  private viewFrom = Infinity;
  private viewUntil = -Infinity;

  constructor(
    /** Keys, in order. */
    readonly placements: readonly string[],
    private readonly revisions: readonly CampaignRevision[],
    private readonly live: ReadonlyMap<string, { revision: number; campaign: LiveCampaign }>,
  ) {}

  /** What is kept of an earlier reading: the campaigns that have not changed since. */
  unchanged(
    revisions: readonly CampaignRevision[],
  ): Map<string, { revision: number; campaign: LiveCampaign }> {
    const kept = new Map<string, { revision: number; campaign: LiveCampaign }>();
    for (const { id, revision, status } of revisions) {
      const known = this.live.get(id);
      if (known && status === 'live' && known.revision === revision) kept.set(id, known);
    }
    return kept;
  }

  /** The same object until a schedule begins or ends, so that asking costs nothing. */
  at(now: number): CampaignsNow {
    if (now >= this.viewFrom && now < this.viewUntil) return this.view;
    const edges = this.revisions
      .filter(({ status }) => status === 'live')
      .flatMap(({ startsAt, endsAt }) => [startsAt?.getTime() ?? -Infinity, endsAt?.getTime() ?? Infinity]);
    this.viewFrom = Math.max(-Infinity, ...edges.filter((edge) => edge <= now));
    this.viewUntil = Math.min(Infinity, ...edges.filter((edge) => edge > now));
    const live = this.revisions
      .filter((campaign) => isRunning(campaign, now))
      .flatMap(({ id }) => this.live.get(id)?.campaign ?? []);
    this.view = { live, notLive: this.revisions.length - live.length };
    return this.view;
  }
}

/** A campaign as decisions need it: active creatives, audiences, and its scope compiled. */
export function toLiveCampaign({
  campaign,
  placements,
  include,
  exclude,
  creatives,
}: WholeCampaign): LiveCampaign {
  return {
    id: campaign.id,
    name: campaign.name,
    placements: new Set(placements),
    include,
    exclude,
    creatives: creatives
      .filter(({ status }) => status === 'active')
      .map(({ id, angle, headline, body, imageUrl, callToAction, deepLink, disclosure }) => {
        return { id, angle, headline, body, imageUrl, callToAction, deepLink, disclosure };
      }),
    covers: inScope(campaign.vehicleScope),
  };
}
