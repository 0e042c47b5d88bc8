import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, type EntityManager } from 'typeorm';
import { ExperimentVersionEntity, plainVerdictSchema, type PlainVerdict } from '../../../models/experiment/experiment-version.entity.js'; // prettier-ignore
import { experimentPlanSchema } from '../../../models/experiment/experiment-plan.js';
import type { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';

/** Which experiment. */
type Key = Pick<ExperimentEntity, 'tenantId' | 'id'>;

/** A version of an experiment, to be kept. */
export type NewExperimentVersion = Omit<ExperimentVersionEntity, 'tenantId' | 'experimentId'>;

/** SQL of `experiment_versions`. */
@Injectable()
export class ExperimentVersionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async add(manager: EntityManager, { tenantId, id }: Key, version: NewExperimentVersion): Promise<void> {
    await manager.insert(ExperimentVersionEntity, { tenantId, experimentId: id, ...version });
  }

  /** The newest before a version, or the newest of all, up to so many. */
  async before({ tenantId, id }: Key, version: number | null, limit: number): Promise<ExperimentVersionEntity[]> {
    const rows = await this.dataSource.manager.find(ExperimentVersionEntity, {
      where: { tenantId, experimentId: id, ...(version === null ? {} : { version: LessThan(version) }) },
      order: { version: 'DESC' },
      take: limit,
    });
    return rows.map((row) => ({ ...row, plan: experimentPlanSchema.parse(row.plan) }));
  } // prettier-ignore

  /** The verdict that was noted last; null where none ever was. */
  async lastVerdict({ tenantId, id }: Key, manager = this.dataSource.manager): Promise<PlainVerdict | null> {
    const row = await manager.findOne(ExperimentVersionEntity, {
      where: { tenantId, experimentId: id, deed: 'VERDICT' },
      order: { version: 'DESC' },
    });
    return row && plainVerdictSchema.parse(row.verdict);
  }

  /** Whether the end of its campaign is what ended it. */
  endedWithCampaign({ tenantId, id }: Key): Promise<boolean> {
    return this.dataSource.manager.existsBy(ExperimentVersionEntity, { tenantId, experimentId: id, deed: 'CAMPAIGN_ENDED' }); // prettier-ignore
  }
}
