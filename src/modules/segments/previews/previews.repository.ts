import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Rule } from '../../../models/segment/rule.js';
import { Changes } from '../../platform/changes.js';
import type { Reached } from '../engine/sample.js';

/** Name under which it is said that a shard answered. */
export const previewsTopic = 'segment-previews';
/** Answers are kept for so long. */
const keptFor = '10 minutes';

/** A rule that somebody wants to know the reach of. */
export interface AskedPreview {
  readonly tenantId: string;
  readonly id: string;
  /** As it was stored. */
  readonly rule: Rule;
  /** The instant it is asked about: ms since the epoch. */
  readonly now: number;
}

/** What one shard answered. */
export interface PreviewPart {
  readonly shard: number;
  readonly size: number;
  /** How far off the size can be, nineteen times of twenty. */
  readonly error: number;
  readonly people: number;
  readonly isExact: boolean;
  readonly profileIds: readonly string[];
}

/** SQL of previews under way. */
@Injectable()
export class PreviewsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: Changes,
  ) {}

  /** For reading outside of any transaction. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /** Notes what is asked, and forgets what was asked long ago. */
  async ask({ tenantId, id, rule, now }: AskedPreview): Promise<void> {
    await this.dataSource.query(
      `with old as (delete from segment_previews where tenant_id = $1 and asked_at < clock_timestamp() - interval '${keptFor}')
       insert into segment_previews (tenant_id, id, rule, now, asked_at) values ($1, $2, $3, $4, clock_timestamp())`,
      [tenantId, id, rule, new Date(now)],
    );
  }

  async find(tenantId: string, id: string): Promise<AskedPreview | null> {
    const [row]: (Omit<AskedPreview, 'now'> & { now: Date })[] = await this.dataSource.query(
      `select tenant_id as "tenantId", id, rule, now from segment_previews where tenant_id = $1 and id = $2`,
      [tenantId, id],
    );
    return row ? { ...row, now: row.now.getTime() } : null;
  }

  /** Which worker has which shard, of those that are there. */
  holders(): Promise<{ shard: number; worker: string }[]> {
    return this.dataSource.query(
      `select o.shard, o.owner as worker from shard_owners o join segment_workers w on w.id = o.owner
       where w.seen_at > clock_timestamp() - interval '3 seconds' order by o.shard`,
    );
  }

  /** Whether any worker is there. */
  async isAnybodyThere(): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      `select 1 from segment_workers where seen_at > clock_timestamp() - interval '3 seconds' limit 1`,
    );
    return rows.length > 0;
  }

  /** Notes what a shard comes to; whoever asked hears of it. */
  async tell(
    { tenantId, id }: AskedPreview,
    shard: number,
    { size, error, people, some }: Reached,
    isExact: boolean,
  ): Promise<void> {
    await this.dataSource.query(
      `insert into segment_preview_parts as p (tenant_id, preview_id, shard, size, error, people, is_exact, profile_ids)
       select $1, $2, $3, $4, $5, $6, $7, $8 where exists (select 1 from segment_previews where tenant_id = $1 and id = $2)
       on conflict (preview_id, shard) do update set size = excluded.size, error = excluded.error,
         people = excluded.people, is_exact = excluded.is_exact, profile_ids = excluded.profile_ids
       where not p.is_exact`,
      [tenantId, id, shard, size, error, people, isExact, some],
    );
    await this.changes.announce(this.dataSource.manager, previewsTopic, id);
  }

  /** What shards answered so far. */
  parts(tenantId: string, id: string): Promise<PreviewPart[]> {
    return this.dataSource.query(
      `select shard, size, error, people, is_exact as "isExact", profile_ids as "profileIds"
       from segment_preview_parts where tenant_id = $1 and preview_id = $2 order by shard`,
      [tenantId, id],
    );
  }
}
