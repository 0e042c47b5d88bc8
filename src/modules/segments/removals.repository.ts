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

  /** Active segments of all tenants. */
  activeSegments(manager: EntityManager): Promise<SegmentEntity[]> {
    return manager.findBy(SegmentEntity, { status: 'ACTIVE' });
  }
}
