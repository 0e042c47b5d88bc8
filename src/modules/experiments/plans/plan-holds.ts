import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';
import type { ExperimentPlan } from '../../../models/experiment/experiment-plan.js';
import { CampaignHoldsService } from '../../campaigns/holds/campaign-holds.service.js';
import { ModelHolds } from '../../inference/standings/model-holds.service.js';
import { ExperimentsRepository } from './experiments.repository.js';

type Key = Pick<ExperimentEntity, 'tenantId' | 'id'>;

/** What a running experiment names, each held in the room it belongs to: nobody puts it away before the experiment is over. */
@Injectable()
export class PlanHolds {
  constructor(
    private readonly repository: ExperimentsRepository,
    private readonly campaigns: CampaignHoldsService,
    private readonly models: ModelHolds,
  ) {}

  async keep(manager: EntityManager, key: Key, plan: ExperimentPlan): Promise<void> {
    await this.rename(manager, key, plan);
    await this.repository.holdSegments(manager, key, [...new Set(plan.arms.flatMap((arm) => arm.segmentIds))]); // prettier-ignore
  }

  /** Says anew by what name it is held; what a running experiment names never changes. */
  async rename(manager: EntityManager, { tenantId, id }: Key, plan: ExperimentPlan): Promise<void> {
    const { name, campaignId, arms } = plan;
    const creativeIds = [...new Set(arms.flatMap((arm) => arm.creativeIds))];
    if (campaignId !== null)
      await this.campaigns.keep(manager, tenantId, campaignId, { experimentId: id, name, creativeIds });
    await this.models.keep(manager, tenantId, { experimentId: id, name }, versionsOf(plan));
  }

  /** Again it changes nothing. */
  async letGo(manager: EntityManager, key: Key): Promise<void> {
    await this.campaigns.letGo(manager, key.tenantId, key.id);
    await this.models.letGo(manager, key.tenantId, key.id);
    await this.repository.letGoOfSegments(manager, key);
  }

  /** Waits until this process runs the versions that are tried, or knows that it cannot. */
  catchUp(tenantId: string): Promise<void> {
    return this.models.catchUp(tenantId);
  }
}

/** The versions that a plan has rank offers, each once. */
export function versionsOf({ arms }: ExperimentPlan): string[] {
  return [...new Set(arms.flatMap(({ modelVersion }) => modelVersion ?? []))];
}
