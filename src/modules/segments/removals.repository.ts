import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SegmentEntity } from '../../models/segment/segment.entity.js';
import type { Removal } from '../events/retention/retention.service.js';

/** SQL of `segment_retention`: what was removed from the log, as far as memberships have been told to follow. */
@Injectable()
export class RemovalsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** For reading outside of any transaction. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /** Runs work in one transaction. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Of these, those that nobody has taken note of. */
  async unnoted(manager: EntityManager, removed: readonly Removal[]): Promise<Removal[]> {
    const rows: { class: string; removals: number }[] = await manager.query(
      'select class, removals::float8 as removals from segment_retention',
    );
    const noted = new Map(rows.map((row) => [row.class, row.removals]));
    return removed.filter(({ eventClass, removals }) => removals > (noted.get(eventClass) ?? 0));
  }

  async note(manager: EntityManager, removed: readonly Removal[]): Promise<void> {
    await manager.query(
      `insert into segment_retention (class, removals) select * from unnest($1::text[], $2::bigint[])
       on conflict (class) do update set removals = excluded.removals`,
      [removed.map(({ eventClass }) => eventClass), removed.map(({ removals }) => removals)],
    );
  }

  /** Of these segments, has everyone looked at again for those that are still active, as they are now. */
  async restart(
    manager: EntityManager,
    segments: readonly { readonly tenantId: string; readonly id: string }[],
    shards: number,
  ): Promise<void> {
    // Locked before anything of theirs is written: whoever changes one waits for its backfills then, not we for each other.
    await manager.query(
      `with affected as materialized (
         select s.tenant_id, s.id, s.version from segments s
         join unnest($1::uuid[], $2::uuid[]) as a (tenant_id, id) using (tenant_id, id)
         where s.status = 'ACTIVE' order by s.id for key share of s
       )
       insert into segment_backfills (tenant_id, segment_id, shard, version, done_until)
       select tenant_id, id, shard, version, null from affected cross join generate_series(0, $3::integer - 1) as shard
       on conflict (segment_id, shard) do update set version = excluded.version, done_until = null`,
      [segments.map(({ tenantId }) => tenantId), segments.map(({ id }) => id), shards],
    );
  }

  /** Active segments of all tenants. */
  activeSegments(manager: EntityManager): Promise<SegmentEntity[]> {
    return manager.findBy(SegmentEntity, { status: 'ACTIVE' });
  }
}
