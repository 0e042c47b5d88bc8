import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { Problem } from '../../models/campaign/problem.js';
import { Clock } from '../platform/clock.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import { emptyDraft, readDraft, type CampaignDraft, type CampaignInput } from './campaign-draft.js';
import type { WholeCampaign } from './campaigns.repository.js';
import { CreativesRepository } from './creatives.repository.js';
import { inScope } from './in-scope.js';
import { obstaclesTo, type LaunchObstacle } from './launch-obstacles.js';

/** Looks up what a campaign is judged by: the tenant's zone, its placements, the stock there is today. */
@Injectable()
export class LaunchCheck {
  constructor(
    private readonly creatives: CreativesRepository,
    private readonly vehicles: VehiclesService,
    private readonly tenancy: TenancyService,
    private readonly clock: Clock,
  ) {}

  /** The input laid over the current campaign (null for a new one), or its problems. */
  async read(
    caller: Caller,
    input: CampaignInput,
    current: CampaignDraft | null,
  ): Promise<{ draft: CampaignDraft } | { problems: Problem[] }> {
    const { timeZone } = await this.tenancy.tenant(caller);
    const placements = await this.creatives.placements(caller.tenantId);
    return readDraft(input, current ?? emptyDraft(timeZone), placements.map(({ key }) => key)); // prettier-ignore
  }

  /** Everything that keeps the campaign from going live now. */
  async obstacles(
    caller: Caller,
    { campaign, placements, creatives }: WholeCampaign,
  ): Promise<LaunchObstacle[]> {
    const covers = inScope(campaign.vehicleScope);
    const { available } = await this.vehicles.stockIndex(caller.tenantId);
    const facts = {
      activeCreatives: creatives.filter(({ status }) => status === 'active').length,
      placements: placements.length,
      vehiclesInScope: available.filter((unit) => covers(unit)).length,
    };
    return obstaclesTo(campaign, facts, this.clock.now());
  }
}
