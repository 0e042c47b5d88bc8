import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { ExperimentVersionEntity, plainVerdictSchema, type PlainVerdict } from '../../../models/experiment/experiment-version.entity.js'; // prettier-ignore
import { experimentPlanSchema } from '../../../models/experiment/experiment-plan.js';
import type { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';

/** Which experiment. */
type Key = Pick<ExperimentEntity, 'tenantId' | 'id'>;

/** A version of an experiment, to be kept. */
export type NewExperimentVersion = Omit<ExperimentVersionEntity, 'tenantId' | 'experimentId'>;

const noted = z.array(z.object({ id: z.string(), verdict: plainVerdictSchema }));

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
    for (const row of rows) row.plan = experimentPlanSchema.parse(row.plan);
    return rows;
  } // prettier-ignore

  /** The verdict that was noted last of each, by the experiment's id; of those without one nothing. */
  async lastVerdicts(experiments: readonly Key[], manager = this.dataSource.manager): Promise<ReadonlyMap<string, PlainVerdict>> {
    const rows: unknown = await manager.query(
      `select distinct on (tenant_id, experiment_id) experiment_id as id, verdict from experiment_versions
       where deed = 'VERDICT' and (tenant_id, experiment_id) in (select * from unnest($1::uuid[], $2::uuid[]))
       order by tenant_id, experiment_id, version desc`,
      [experiments.map(({ tenantId }) => tenantId), experiments.map(({ id }) => id)],
    );
    return new Map(noted.parse(rows).map(({ id, verdict }) => [id, verdict]));
  } // prettier-ignore

  /** Whether the end of its campaign is what ended it. */
  endedWithCampaign({ tenantId, id }: Key): Promise<boolean> {
    return this.dataSource.manager.existsBy(ExperimentVersionEntity, { tenantId, experimentId: id, deed: 'CAMPAIGN_ENDED' }); // prettier-ignore
  }
}
