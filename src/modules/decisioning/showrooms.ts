import { Injectable } from '@nestjs/common';
import type { CampaignsNow, LiveCampaign, LivePlacements } from '../../models/campaign/live-campaign.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import type { Neighbourhood } from './neighbours/neighbourhood.js';
import { Neighbourhoods } from './neighbours/neighbourhoods.js';
import { cover, originsOn, shelve, type Coverage, type Shelves } from './showroom.js';

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
  available: readonly VehicleInStock[];
  showroom: Showroom;
}

/**
 * Keeps each tenant's showroom laid out in memory. Campaigns and stock tell it nothing: it compares what they hold
 * with what it was built from, at each request, by identity, which costs next to nothing.
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
    const { available } = await this.vehicles.stockIndex(tenantId);
    const neighbourhood = this.neighbourhoods.of(tenantId);
    const kept = this.kept.get(tenantId);
    if (kept && isCurrent(kept, { available, placements, neighbourhood, ...now })) return kept.showroom;
    const shelves =
      kept?.available === available ? kept.showroom.shelves : shelve(available, kept?.showroom.shelves);
    const { live, closed, notLive } = now;
    const coverages = coveragesOf(live, shelves, kept?.showroom);
    const showroom = { placements, campaigns: live, closed, notLive, shelves, coverages, neighbourhood };
    this.kept.set(tenantId, { available, showroom });
    return showroom;
  }
}

function isCurrent(
  { available, showroom }: Kept,
  now: Pick<Kept, 'available'> & CampaignsNow & Pick<Showroom, 'placements' | 'neighbourhood'>,
): boolean {
  return (
    available === now.available &&
    showroom.campaigns === now.live &&
    showroom.closed === now.closed &&
    showroom.placements === now.placements &&
    showroom.neighbourhood === now.neighbourhood &&
    showroom.notLive === now.notLive
  );
}

/**
 * Lays the campaigns over the shelves, doing again only what changed. Campaigns of one scope share what it covers: five thousand
 * of them are some dozens of scopes, mostly.
 */
export function coveragesOf(
  campaigns: readonly LiveCampaign[],
  shelves: Shelves,
  before?: Pick<Showroom, 'shelves' | 'coverages'>,
): Map<LiveCampaign, Coverage> {
  const origins = before && before.shelves !== shelves ? originsOn(before.shelves, shelves) : null;
  const known = new Map<LiveCampaign['covers'], Coverage>();
  for (const [{ covers }, coverage] of before?.coverages ?? []) known.set(covers, coverage);
  const made = new Map<LiveCampaign['covers'], Coverage>();
  const coverageOf = ({ covers }: LiveCampaign): Coverage => {
    const coverage = known.get(covers);
    if (!before || !coverage) return cover(covers, shelves);
    return origins ? cover(covers, shelves, { coverage, origins }) : coverage;
  };
  return new Map(
    campaigns.map((campaign) => {
      let coverage = made.get(campaign.covers);
      if (!coverage) made.set(campaign.covers, (coverage = coverageOf(campaign)));
      return [campaign, coverage];
    }),
  );
}
