import { Injectable } from '@nestjs/common';
import type { CampaignsNow, LiveCampaign, LivePlacements } from '../../models/campaign/live-campaign.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import type { Neighbourhood } from './neighbours/neighbourhood.js';
import { Neighbourhoods } from './neighbours/neighbourhoods.js';
import { changedPlaces, cover, shelve, type Coverage, type Shelves, type Stock } from './showroom.js';

/** All a decision chooses from: campaigns that may run now, the stock, and which covers which. */
export interface Showroom {
  readonly placements: LivePlacements;
  readonly campaigns: readonly LiveCampaign[];
  /** Those of `campaigns` that are outside their hours. */
  readonly closed: ReadonlySet<LiveCampaign>;
  /** Campaigns that may not be shown now. */
  readonly notLive: number;
  readonly shelves: Shelves;
  /** For each of `campaigns`. */
  readonly coverages: ReadonlyMap<LiveCampaign, Coverage>;
  /** How shoppers went from car to car; null until it is known. */
  readonly neighbourhood: Neighbourhood | null;
}

interface Kept {
  readonly stock: Stock;
  /** Of the stock, when it was laid out. */
  readonly version: number;
  readonly showroom: Showroom;
}

/**
 * Keeps each tenant's showroom laid out in memory. Campaigns and stock tell it nothing: it compares what they hold
 * with what it was built from, at each request, by identity and version, which costs next to nothing; of what changed only that is laid
 * out anew.
 */
@Injectable()
export class Showrooms {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly campaigns: CampaignsService,
    private readonly vehicles: VehiclesService,
    private readonly neighbourhoods: Neighbourhoods,
  ) {}

  /**
   * As it is in memory; read anew first when the placement is not known there, as it may have been made in another
   * process a moment ago.
   */
  async at(tenantId: string, placement: string, now: number): Promise<Showroom> {
    const showroom = await this.of(tenantId, now);
    if (showroom.placements.has(placement)) return showroom;
    await this.campaigns.livePlacementsNow(tenantId);
    return this.of(tenantId, now);
  }

  private async of(tenantId: string, at: number): Promise<Showroom> {
    const now = await this.campaigns.campaignsAt(tenantId, at);
    const placements = await this.campaigns.livePlacements(tenantId);
    const { table: stock, version } = await this.vehicles.stockIndex(tenantId);
    const neighbourhood = this.neighbourhoods.of(tenantId);
    const kept = this.kept.get(tenantId);
    if (kept && isCurrent(kept, { stock, version, placements, neighbourhood, ...now })) return kept.showroom;
    // The stock read anew from the beginning has other places: nothing of what stood before means anything on them.
    const before = kept?.stock === stock ? kept.showroom : undefined;
    const shelves = before && kept?.version === version ? before.shelves : shelve(stock, before?.shelves);
    const { live, closed, notLive } = now;
    const coverages = coveragesOf(live, shelves, before);
    const showroom = { placements, campaigns: live, closed, notLive, shelves, coverages, neighbourhood };
    this.kept.set(tenantId, { stock, version, showroom });
    return showroom;
  }
}

function isCurrent(
  { stock, version, showroom }: Kept,
  now: Pick<Kept, 'stock' | 'version'> & CampaignsNow & Pick<Showroom, 'placements' | 'neighbourhood'>,
): boolean {
  return (
    stock === now.stock &&
    version === now.version &&
    showroom.campaigns === now.live &&
    showroom.closed === now.closed &&
    showroom.placements === now.placements &&
    showroom.neighbourhood === now.neighbourhood &&
    showroom.notLive === now.notLive
  );
}

/** Lays the campaigns over the shelves, doing again only what changed. */
export function coveragesOf(
  campaigns: readonly LiveCampaign[],
  shelves: Shelves,
  before?: Showroom,
): Map<LiveCampaign, Coverage> {
  const changed = before ? changedPlaces(before.shelves, shelves) : [];
  return new Map(
    campaigns.map((campaign) => {
      const coverage = before?.coverages.get(campaign);
      return [campaign, cover(campaign, shelves, coverage && { coverage, changed })];
    }),
  );
}
