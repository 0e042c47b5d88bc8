import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DayCount } from './growth.js';
import type { Common } from './overlap.js';

/** What the stays in a segment come to over days: who was in it before the first, and what each day brought. */
export interface StayCounts {
  readonly before: number;
  readonly days: readonly DayCount[];
}

/**
 * SQL that counts who is in which segments, and who came and went when. What is open and what has ended are found by an
 * index each (`segment_memberships_members`, `segment_memberships_left`), so what was over before the first day is not read.
 */
@Injectable()
export class FiguresRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** How many are now in exactly the same of the segments, in one pass. In an archived one is nobody. */
  commons(tenantId: string, segmentIds: readonly string[]): Promise<Common[]> {
    return this.dataSource.query(
      `select places, count(*)::int as people from (
         select m.profile_id, bit_or(1 << array_position($2::uuid[], m.segment_id) - 1) as places
         from segment_memberships m join segments s on s.tenant_id = m.tenant_id and s.id = m.segment_id
         where m.tenant_id = $1 and m.segment_id = any($2::uuid[]) and m.left_at is null and s.status = 'ACTIVE'
         group by m.profile_id
       ) as standing group by places order by places`,
      [tenantId, segmentIds],
    );
  }

  /**
   * Every stay that touched the days, by when it began and by when it ended: `bounds` are when the days begin and when the
   * last is over. What happens at the very beginning of a day is of that day.
   */
  async counts(tenantId: string, segmentId: string, bounds: readonly Date[]): Promise<StayCounts> {
    const rows: { day: number; entered: number; left: number }[] = await this.dataSource.query(
      `with stay as materialized (
         -- The day it began on, 0 before the first, and the day it ended on, one more than there are for later or never.
         select width_bucket(entered_at, $3::timestamptz[]) as came,
           coalesce(width_bucket(left_at, $3::timestamptz[]), cardinality($3::timestamptz[])) as went, count(*) as people
         from (
           select entered_at, left_at from segment_memberships
           where tenant_id = $1 and segment_id = $2 and left_at is null and entered_at < $5
           union all
           select entered_at, left_at from segment_memberships
           where tenant_id = $1 and segment_id = $2 and left_at is not null and left_at >= $4 and entered_at < $5
         ) as touching group by 1, 2
       )
       select day, sum(entered)::int as entered, sum("left")::int as "left" from (
         select came as day, people as entered, 0 as "left" from stay
         union all
         select went, 0, people from stay where went < cardinality($3::timestamptz[])
       ) as counted group by day`,
      [tenantId, segmentId, bounds, bounds.at(0), bounds.at(-1)],
    );
    const before = rows.find(({ day }) => day === 0)?.entered ?? 0;
    return { before, days: rows.filter(({ day }) => day > 0) };
  }

  /** Of the stays that ended on the days, how long the one in the middle lasted. Null where none ended. */
  async medianStaySeconds(
    tenantId: string,
    segmentId: string,
    bounds: readonly Date[],
  ): Promise<number | null> {
    const [row]: { seconds: number | null }[] = await this.dataSource.query(
      `select percentile_cont(0.5) within group (order by extract(epoch from left_at - entered_at)) as seconds
       from segment_memberships
       where tenant_id = $1 and segment_id = $2 and left_at is not null and left_at >= $3 and left_at < $4`,
      [tenantId, segmentId, bounds.at(0), bounds.at(-1)],
    );
    return row?.seconds ?? null;
  }
}
