import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { Problem } from '../../models/campaign/problem.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import { Clock } from '../platform/clock.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import { emptyDraft, readDraft, type CampaignDraft, type CampaignInput } from './campaign-draft.js';
import type { WholeCampaign } from './campaigns.repository.js';
import { CreativesRepository } from './creatives.repository.js';
import { inScope } from './in-scope.js';
import { obstaclesTo, type LaunchObstacle } from './launch-obstacles.js';

/** What a tenant's campaigns are written against. */
export interface Setting {
  readonly timeZone: string;
  readonly placements: readonly string[];
}

/** Looks up what a campaign is judged by: the tenant's zone, its placements, the stock there is today. */
@Injectable()
export class LaunchCheck {
  constructor(
    private readonly creatives: CreativesRepository,
    private readonly vehicles: VehiclesService,
    private readonly tenancy: TenancyService,
    private readonly clock: Clock,
  ) {}

  /**
   * The tenant's zone and placements. Asked before a transaction begins, never within one: a transaction that waits for
   * another connection of the same pool can wait for ever.
   */
  async setting(caller: Caller): Promise<Setting> {
    const { timeZone } = await this.tenancy.tenant(caller);
    const placements = await this.creatives.placements(caller.tenantId);
    return { timeZone, placements: placements.map(({ key }) => key) };
  }

  /** The stock there is today; asked before a transaction, as `setting` is. */
  async stock(caller: Caller): Promise<readonly VehicleInStock[]> {
    return (await this.vehicles.stockIndex(caller.tenantId)).available;
  }

  /** The input laid over the current campaign (null for a new one), or its problems. */
  read(
    { timeZone, placements }: Setting,
    input: CampaignInput,
    current: CampaignDraft | null,
  ): { draft: CampaignDraft } | { problems: Problem[] } {
    return readDraft(input, current ?? emptyDraft(timeZone), placements);
  }

  /** Everything that keeps the campaign from going live now. */
  obstacles(
    { campaign, placements, creatives }: WholeCampaign,
    stock: readonly VehicleInStock[],
  ): LaunchObstacle[] {
    const covers = inScope(campaign.vehicleScope);
    const facts = {
      activeCreatives: creatives.filter(({ status }) => status === 'active').length,
      placements: placements.length,
      vehiclesInScope: stock.filter((unit) => covers(unit)).length,
    };
    return obstaclesTo(campaign, facts, this.clock.now());
  }
}
