import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ExperimentSumEntity } from '../../../models/experiment/experiment-sum.entity.js';
import { groupBy } from '../../platform/group-by.js';
import type { SumChange } from './corrections.js';
import type { ExperimentKey } from './exposures.repository.js';

/** SQL of `experiment_sums`. */
@Injectable()
export class SumsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async add(manager: EntityManager, { tenantId, id }: ExperimentKey, changes: readonly SumChange[]): Promise<void> {
    if (changes.length === 0) return;
    const rows = changes.map(({ arm, measure, by }) => ({ arm, measure, ...by }));
    await manager.query(
      `insert into experiment_sums as s (tenant_id, experiment_id, arm, measure, people, y, yy, x, xx, xy)
       select $1, $2, n.arm, n.measure, n.people, n.y, n.yy, n.x, n.xx, n.xy
       from jsonb_to_recordset($3::jsonb) as n (arm smallint, measure text, people int, y numeric, yy numeric, x numeric, xx numeric, xy numeric)
       order by n.arm, n.measure
       on conflict (tenant_id, experiment_id, arm, measure) do update set people = s.people + excluded.people,
         y = s.y + excluded.y, yy = s.yy + excluded.yy, x = s.x + excluded.x, xx = s.xx + excluded.xx, xy = s.xy + excluded.xy`,
      [tenantId, id, JSON.stringify(rows)],
    );
  } // prettier-ignore

  /** All sums of these experiments, by the experiment's id. */
  async ofAll(experiments: readonly ExperimentKey[]): Promise<ReadonlyMap<string, ExperimentSumEntity[]>> {
    const rows = await this.dataSource.manager
      .createQueryBuilder(ExperimentSumEntity, 's')
      .where('(s.tenant_id, s.experiment_id) in (select * from unnest(:tenants::uuid[], :ids::uuid[]))')
      .setParameters({ tenants: experiments.map(({ tenantId }) => tenantId), ids: experiments.map(({ id }) => id) })
      .getMany();
    return groupBy(rows, ({ experimentId }) => experimentId);
  } // prettier-ignore

  /** All sums of an experiment: a few rows, however many people there are. */
  of({ tenantId, id }: ExperimentKey, manager = this.dataSource.manager): Promise<ExperimentSumEntity[]> {
    return manager.findBy(ExperimentSumEntity, { tenantId, experimentId: id });
  }
}
