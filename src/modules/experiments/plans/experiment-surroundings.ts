import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { Problem } from '../../../models/campaign/problem.js';
import type { ExperimentPlan } from '../../../models/experiment/experiment-plan.js';
import { CampaignHoldsService } from '../../campaigns/holds/campaign-holds.service.js';
import { ModelHolds } from '../../inference/standings/model-holds.service.js';
import { shown } from '../../platform/shown.js';
import { SegmentsService } from '../../segments/segments.service.js';
import { versionsOf } from './plan-holds.js';

/** What an experiment names: the campaign, its creatives, audiences, and versions of models. */
@Injectable()
export class ExperimentSurroundings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly campaigns: CampaignHoldsService,
    private readonly segments: SegmentsService,
    private readonly models: ModelHolds,
  ) {}

  /** What the plan names that there is not, or not any more. */
  async problems(caller: Caller, plan: ExperimentPlan): Promise<Problem[]> {
    const still = await this.dataSource.transaction((manager) => this.stillProblems(manager, caller, plan));
    const faulty =
      still.length === 0 ? [...(await this.faults(plan)), ...(await this.alike(caller, plan))] : [];
    return [...still, ...faulty, ...(await this.segmentProblems(caller, plan))];
  }

  /** The same of its campaign, creatives and versions as they stay until the transaction ends. */
  async stillProblems(manager: EntityManager, caller: Caller, plan: ExperimentPlan): Promise<Problem[]> {
    return [
      ...(await this.campaignProblems(manager, caller, plan)),
      ...(await this.modelProblems(manager, caller, plan)),
    ];
  }

  private async campaignProblems(manager: EntityManager, { tenantId }: Caller, { campaignId, arms }: ExperimentPlan): Promise<Problem[]> {
    if (campaignId === null) return [];
    const found = await this.campaigns.still(manager, tenantId, campaignId);
    if (!found) return [{ path: 'campaignId', message: `There is no campaign ${shown(campaignId)}.`, remedy: 'Take the id from campaigns.' }];
    if (found.standing === 'ended') return [{ path: 'campaignId', message: 'The campaign is over.', remedy: 'Try it within one that is still to be shown.' }];
    const active = new Set(found.creatives.filter(({ status }) => status === 'active').map(({ id }) => id));
    return arms.flatMap(
      ({ creativeIds }, place) =>
      creativeIds
        .filter((id) => !active.has(id))
        .map((id) => ({ path: `arms.${place}.creativeIds`, message: `The campaign has no active creative ${shown(id)}.`, remedy: "Take ids from the campaign's creatives." })),
    );
  } // prettier-ignore

  private async modelProblems(manager: EntityManager, { tenantId }: Caller, plan: ExperimentPlan): Promise<Problem[]> {
    const found = await this.models.still(manager, tenantId, versionsOf(plan));
    return plan.arms.flatMap(({ modelVersion: version }, place) => {
      const why = version === null ? null : found.get(version);
      if (version === null || !why) return [];
      const path = `arms.${place}.modelVersion`;
      if (why === 'RETIRED') return [{ path, message: `OFFER_PROPENSITY ${shown(version)} is retired.`, remedy: 'Reinstate it with reinstateModel, or name another.' }];
      return [{ path, message: `There is no version ${shown(version)} of OFFER_PROPENSITY.`, remedy: 'Take one from models.' }];
    });
  } // prettier-ignore

  /** Versions that there are, and do not run. */
  private async faults(plan: ExperimentPlan): Promise<Problem[]> {
    const found = await this.models.faults(versionsOf(plan));
    return plan.arms.flatMap(({ modelVersion }, place) => {
      const fault = found.get(modelVersion ?? '');
      if (fault === undefined) return [];
      return [{ path: `arms.${place}.modelVersion`, message: `It cannot run: ${fault}.`, remedy: 'Put it right in the models folder, or name another.' }];
    });
  } // prettier-ignore

  /** The champion, named in one arm, beside an arm that has it anyway. */
  private async alike({ tenantId }: Caller, { kind, arms }: ExperimentPlan): Promise<Problem[]> {
    const free = arms.findIndex(({ modelVersion }) => modelVersion === null);
    if (kind !== 'MODELS' || free < 0) return [];
    const champion = await this.models.champion(tenantId);
    const place = arms.findIndex(({ modelVersion }) => modelVersion !== null && modelVersion === champion);
    if (place < 0) return [];
    return [{ path: `arms.${place}.modelVersion`, message: `It is the champion, which arm ${free} has too.`, remedy: 'Name another version, or one in every arm.' }];
  } // prettier-ignore

  private async segmentProblems({ tenantId }: Caller, { arms }: ExperimentPlan): Promise<Problem[]> {
    if (arms.every(({ segmentIds }) => segmentIds.length === 0)) return [];
    const known = await this.segments.activeIds(tenantId);
    return arms.flatMap(
      ({ segmentIds }, place) =>
      segmentIds
        .filter((id) => !known.has(id))
        .map((id) => ({ path: `arms.${place}.segmentIds`, message: `There is no active segment ${shown(id)}.`, remedy: 'Take ids from segments.' })), // prettier-ignore
    );
  }
}
