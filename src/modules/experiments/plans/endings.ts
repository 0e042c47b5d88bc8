import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';
import { CampaignHoldsService } from '../../campaigns/holds/campaign-holds.service.js';
import { Clock } from '../../platform/clock.js';
import { groupBy } from '../../platform/group-by.js';
import { endingOf, type Ending } from './ending.js';
import { ExperimentChanges } from './experiment-changes.js';
import { ExperimentsRepository } from './experiments.repository.js';

/** Writes down which experiments are over without anybody having ended them. */
@Injectable()
export class Endings {
  constructor(
    private readonly repository: ExperimentsRepository,
    private readonly changes: ExperimentChanges,
    private readonly holds: CampaignHoldsService,
    private readonly clock: Clock,
  ) {}

  /** Those of every tenant; again it changes nothing. */
  async note(): Promise<void> {
    const running = groupBy(await this.repository.started(), ({ tenantId }) => tenantId);
    for (const [tenantId, experiments] of running)
      for (const experiment of await this.over(experiments, tenantId))
        await this.changes.run(tenantId, (manager) => this.end(manager, experiment));
  }

  /** Looked at again where nothing changes any more: somebody may have moved its end meanwhile, or ended it. */
  private async end(manager: EntityManager, { tenantId, id }: ExperimentEntity): Promise<void> {
    const current = await this.repository.find(tenantId, id, manager);
    const ending = current && (await this.endings([current], tenantId, manager)).get(id);
    if (ending) await this.changes.end(manager, current, ending, null);
  }

  private async over(experiments: readonly ExperimentEntity[], tenantId: string): Promise<ExperimentEntity[]> {
    const endings = await this.endings(experiments, tenantId);
    return experiments.filter(({ id }) => endings.has(id));
  } // prettier-ignore

  private async endings(experiments: readonly ExperimentEntity[], tenantId: string, manager?: EntityManager): Promise<Map<string, Ending>> {
    const now = this.clock.now();
    const named = experiments.flatMap(({ plan }) => plan.campaignId ?? []);
    const standings = await this.holds.standings(tenantId, [...new Set(named)], manager);
    return new Map(experiments.flatMap((experiment) => {
      const ending = endingOf(experiment, standings.get(experiment.plan.campaignId ?? ''), now);
      return ending ? [[experiment.id, ending] as const] : [];
    }));
  } // prettier-ignore
}
