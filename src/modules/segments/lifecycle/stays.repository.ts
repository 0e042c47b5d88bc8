import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** How many came on one day from one place to another; places count the segments asked for from 1, null is none of them. */
export interface Flow {
  /** Counts the days from 1. */
  readonly day: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly people: number;
}

/**
 * SQL that counts stays in segments of which everybody is in one at most. What is open and what was left are found by an
 * index each (`segment_memberships_members`, `segment_memberships_left`), so what is over long ago is not read.
 */
@Injectable()
export class StaysRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** How many are in each of the segments at an instant, or now; those with nobody are left out. */
  async counts(
    tenantId: string,
    segmentIds: readonly string[],
    at: Date | null,
  ): Promise<ReadonlyMap<string, number>> {
    const rows: { segmentId: string; people: number }[] = await this.dataSource.query(
      `select segment_id as "segmentId", sum(people)::int as people from (
         select segment_id, count(*) as people from segment_memberships
         where tenant_id = $1 and segment_id = any($2::uuid[]) and left_at is null
           and entered_at <= coalesce($3::timestamptz, 'infinity') group by 1
         union all
         select segment_id, count(*) from segment_memberships
         where tenant_id = $1 and segment_id = any($2::uuid[]) and left_at is not null
           and left_at > coalesce($3::timestamptz, 'infinity') and entered_at <= $3::timestamptz group by 1
       ) as counted group by 1`,
      [tenantId, segmentIds, at],
    );
    return new Map(rows.map(({ segmentId, people }) => [segmentId, people]));
  }

  /**
   * Who was where when each day began, and where when it ended: `bounds` are when the days begin and when the last is
   * over. A change at the very beginning of a day is of that day. Whoever was in none of the segments at both ends is not
   * counted.
   */
  flows(tenantId: string, segmentIds: readonly string[], bounds: readonly Date[]): Promise<Flow[]> {
    return this.dataSource.query(
      `with stay as materialized (
         -- On which day somebody came and on which they went: 0 before the first, one more than there are for later or never.
         select profile_id, array_position($2::uuid[], segment_id) as place,
           width_bucket(entered_at, $3::timestamptz[]) as came,
           coalesce(width_bucket(left_at, $3::timestamptz[]), cardinality($3::timestamptz[])) as went
         from (
           select profile_id, segment_id, entered_at, left_at from segment_memberships
           where tenant_id = $1 and segment_id = any($2::uuid[]) and left_at is null and entered_at < $5
           union all
           select profile_id, segment_id, entered_at, left_at from segment_memberships
           where tenant_id = $1 and segment_id = any($2::uuid[]) and left_at is not null
             and left_at >= $4 and entered_at < $5
         ) as overlapping
       ),
       gone as (select went as day, profile_id, place from stay where went between 1 and cardinality($3::timestamptz[]) - 1 and came < went),
       arrived as (select came as day, profile_id, place from stay where came > 0 and came < went),
       flow as (
         select day, gone.place as "from", arrived.place as "to", count(*) as people
         from gone full join arrived using (day, profile_id) group by 1, 2, 3
         union all
         select day, place, place, sum(people)
         from (select place, came, went, count(*) as people from stay group by 1, 2, 3) as remained
         cross join lateral generate_series(came + 1, went - 1) as day group by 1, 2, 3
       )
       select day, "from", "to", sum(people)::int as people from flow
       group by 1, 2, 3 order by day, "from" nulls first, "to" nulls last`,
      [tenantId, segmentIds, bounds, bounds.at(0), bounds.at(-1)],
    );
  }
}
