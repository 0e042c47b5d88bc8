import { isDeepStrictEqual } from 'node:util';
import type { CampaignsNow, LiveCampaign, LivePlacement, LivePlacements } from '../../models/campaign/live-campaign.js'; // prettier-ignore
import type { PlacementEntity } from '../../models/campaign/placement.entity.js';
import type { CampaignRevision, WholeCampaign } from './campaigns.repository.js';
import { isOpenAt, nextChange, openWeekOf } from './dayparts.js';
import { inScope } from './in-scope.js';
import { isRunning } from './transition.js';

/** One tenant's campaigns and placements as last read. Immutable but for the view it remembers. */
export class CampaignsInMemory {
  private view: CampaignsNow = { live: [], closed: new Set(), notLive: 0 };
  private viewFrom = Infinity;
  private viewUntil = -Infinity;

  constructor(
    /** In order of their keys. */
    readonly placements: LivePlacements,
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

  /** The placements as they are held, where they are still these; else null. */
  samePlacements(placements: readonly LivePlacement[]): LivePlacements | null {
    return isDeepStrictEqual([...this.placements.values()], placements) ? this.placements : null;
  }

  /** The same object until a schedule begins or ends, or hours open or close, so that asking costs nothing. */
  at(now: number): CampaignsNow {
    if (now >= this.viewFrom && now < this.viewUntil) return this.view;
    const edges = this.revisions
      .filter(({ status }) => status === 'live')
      .flatMap(({ startsAt, endsAt }) => [startsAt?.getTime() ?? -Infinity, endsAt?.getTime() ?? Infinity]);
    const live = this.revisions
      .filter((campaign) => isRunning(campaign, now))
      .flatMap(({ id }) => this.live.get(id)?.campaign ?? []);
    const { closed, until } = hoursOf(live, now);
    const atHours = until === Infinity ? -Infinity : now;
    this.viewFrom = Math.max(atHours, ...edges.filter((edge) => edge <= now));
    this.viewUntil = Math.min(until, ...edges.filter((edge) => edge > now));
    this.view = { live, closed, notLive: this.revisions.length - live.length };
    return this.view;
  }
}

/** Which campaigns are outside their hours, and until when that is so. Many share one pattern: each is looked at once. */
function hoursOf(live: readonly LiveCampaign[], now: number): { closed: Set<LiveCampaign>; until: number } {
  const patterns = new Map<string, boolean>();
  const closed = new Set<LiveCampaign>();
  let until = Infinity;
  for (const campaign of live) {
    const { terms, timeZone } = campaign;
    if (terms.dayparts.length === 0) continue;
    const key = `${timeZone} ${JSON.stringify(terms.dayparts)}`;
    let isOpen = patterns.get(key);
    if (isOpen === undefined) {
      const week = openWeekOf(terms.dayparts);
      isOpen = isOpenAt(week, timeZone, now);
      patterns.set(key, isOpen);
      until = Math.min(until, nextChange(week, timeZone, now));
    }
    if (!isOpen) closed.add(campaign);
  }
  return { closed, until };
}

/** Placements by their keys. */
export function byKey(placements: readonly LivePlacement[]): LivePlacements {
  return new Map(placements.map((placement) => [placement.key, placement]));
}

/** A placement as decisions need it. */
export function toLivePlacement(placement: PlacementEntity): LivePlacement {
  const { key, slots, floorMicros, separatesCompetitors, exclusive } = placement;
  return { key, slots, floorMicros, separatesCompetitors, exclusive };
}

/** A campaign as decisions need it: what is shown of it, active creatives, audiences, and its scope compiled. */
export function toLiveCampaign({ campaign, content }: WholeCampaign, categories: readonly string[]): LiveCampaign {
  const { name, advertiserId, terms, timeZone, startsAt, endsAt, placements, include, exclude } = content;
  return {
    ...{ id: campaign.id, revision: campaign.revision, name, advertiserId, categories, terms, timeZone },
    startsAt: startsAt === null ? null : Date.parse(startsAt),
    endsAt: endsAt === null ? null : Date.parse(endsAt),
    placements: new Set(placements),
    include,
    exclude,
    creatives: content.creatives
      .filter(({ status }) => status === 'active')
      .map(({ id, angle, headline, body, imageUrl, callToAction, deepLink, disclosure, weight }) => {
        return { id, angle, headline, body, imageUrl, callToAction, deepLink, disclosure, weight };
      }),
    covers: inScope(content.vehicleScope),
  };
} // prettier-ignore
