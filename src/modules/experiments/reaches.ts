import { Injectable } from '@nestjs/common';
import type { ExperimentEntity } from '../../models/experiment/experiment.entity.js';
import { CampaignHoldsService } from '../campaigns/holds/campaign-holds.service.js';
import { Clock } from '../platform/clock.js';
import { reachOf, type Reach } from './reading/reach.js';
import { ExperimentVersionsRepository } from './versions/experiment-versions.repository.js';

/** Looks whether new people take part in experiments. */
@Injectable()
export class Reaches {
  constructor(
    private readonly versions: ExperimentVersionsRepository,
    private readonly campaigns: CampaignHoldsService,
    private readonly clock: Clock,
  ) {}

  /** Of a started experiment, as it and its campaign stand now. */
  async of(experiment: ExperimentEntity): Promise<Reach> {
    const { tenantId, plan } = experiment;
    const named = plan.campaignId === null ? [] : [plan.campaignId];
    const [standing] = (await this.campaigns.standings(tenantId, named)).values();
    const endedWithCampaign = await this.versions.endedWithCampaign(experiment);
    return reachOf(experiment, standing, endedWithCampaign, this.clock.now());
  }
}
