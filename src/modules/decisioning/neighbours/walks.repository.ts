import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Walk } from './walk-of.js';

/** A walk with its place in the order in which they were kept. */
export interface KeptWalk extends Walk {
  readonly number: string;
}

/** SQL of `walks` and `walk_mark`. */
@Injectable()
export class WalksRepository {
  constructor(readonly dataSource: DataSource) {}

  /** Until when walks were gathered; null: never. */
  async gatheredUntil(manager: EntityManager): Promise<Date | null> {
    const rows: { until: Date }[] = await manager.query('select gathered_until as until from walk_mark');
    return rows[0]?.until ?? null;
  }

  async markGathered(manager: EntityManager, until: Date): Promise<void> {
    await manager.query(
      `insert into walk_mark (gathered_until) values ($1)
       on conflict (single) do update set gathered_until = excluded.gathered_until`,
      [until],
    );
  }

  async insert(
    manager: EntityManager,
    walks: readonly (Walk & { readonly tenantId: string })[],
    endedOn: Date,
  ): Promise<void> {
    await manager.query(
      `insert into walks (tenant_id, ended_on, cars, models)
       select w."tenantId", $2::timestamptz at time zone 'UTC', w.cars, w.models
       from jsonb_to_recordset($1::jsonb) as w ("tenantId" uuid, cars text[], models text[])`,
      [JSON.stringify(walks), endedOn],
    );
  }

  /** Forgets all but the newest of these tenants, and what is older than that day of anybody's. */
  async forget(
    manager: EntityManager,
    tenantIds: readonly string[],
    most: number,
    before: Date,
  ): Promise<void> {
    await manager.query(
      `delete from walks w using unnest($1::uuid[]) as t (id)
       where w.tenant_id = t.id
         and w.number <= (select number from walks n where n.tenant_id = t.id order by number desc offset $2 limit 1)`,
      [tenantIds, most],
    );
    await manager.query(`delete from walks where ended_on < $1::timestamptz at time zone 'UTC'`, [before]);
  }

  /** The newest of a tenant kept after that number, oldest first. */
  newest(tenantId: string, after: string, most: number): Promise<KeptWalk[]> {
    return this.dataSource.query(
      `select number, cars, models from (
         select number, cars, models from walks where tenant_id = $1 and number > $2 order by number desc limit $3
       ) newest order by number`,
      [tenantId, after, most],
    );
  }
}
