import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { Problem } from '../../../models/campaign/problem.js';
import type { ExperimentPlan } from '../../../models/experiment/experiment-plan.js';
import { CampaignHoldsService } from '../../campaigns/holds/campaign-holds.service.js';
import { shown } from '../../platform/shown.js';
import { SegmentsService } from '../../segments/segments.service.js';

/** What an experiment names: the campaign, its creatives, and audiences. */
@Injectable()
export class ExperimentSurroundings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly campaigns: CampaignHoldsService,
    private readonly segments: SegmentsService,
  ) {}

  /** What the plan names that there is not, or not any more. */
  async problems(caller: Caller, plan: ExperimentPlan): Promise<Problem[]> {
    const { manager } = this.dataSource;
    return [
      ...(await this.campaignProblems(manager, caller, plan)),
      ...(await this.segmentProblems(caller, plan)),
    ];
  }

  /** The same of its campaign and creatives as they stay until the transaction ends. */
  async campaignProblems(manager: EntityManager, { tenantId }: Caller, { campaignId, arms }: ExperimentPlan): Promise<Problem[]> {
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
