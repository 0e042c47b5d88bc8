import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Change } from './change-message.js';
import type { SubscriptionKey } from './subscription.js';

/**
 * SQL of what other companies were told, which is kept with the stays themselves: as long as these, and gone with them when
 * somebody is erased.
 */
@Injectable()
export class ToldStaysRepository {
  /** Notes that a receiver is about to hear that these people entered. */
  async note(
    manager: EntityManager,
    { tenantId, id }: SubscriptionKey,
    entered: readonly Change[],
  ): Promise<void> {
    if (entered.length === 0) return;
    await manager.query(
      `update segment_memberships m set told_to = array_append(m.told_to, $2)
       from unnest($3::uuid[], $4::uuid[], $5::timestamptz[]) as c (profile_id, segment_id, at)
       where m.tenant_id = $1 and m.profile_id = c.profile_id and m.segment_id = c.segment_id and m.entered_at = c.at
         and not $2 = any(m.told_to)`,
      [tenantId, id, ...columnsOf(entered)],
    );
  }

  /** Of these changes of people who left, the ids of those whose entering the receiver was told of, whatever became of telling it. */
  async heardOf(
    manager: EntityManager,
    { tenantId, id }: SubscriptionKey,
    left: readonly Change[],
  ): Promise<Set<string>> {
    if (left.length === 0) return new Set();
    // A stay ends when its change says, or, where two workers' clocks differ, a little later.
    const rows: { id: string }[] = await manager.query(
      `select c.id from unnest($3::uuid[], $4::uuid[], $5::timestamptz[], $6::text[]) as c (profile_id, segment_id, at, id)
       cross join lateral (
         select m.told_to from segment_memberships m
         where m.tenant_id = $1 and m.profile_id = c.profile_id and m.segment_id = c.segment_id and m.left_at >= c.at
         order by m.left_at, m.id limit 1
       ) stay
       where $2 = any(stay.told_to)`,
      [tenantId, id, ...columnsOf(left), left.map((change) => change.id)],
    );
    return new Set(rows.map((row) => row.id));
  }
}

function columnsOf(changes: readonly Change[]): [string[], string[], Date[]] {
  return [
    changes.map(({ profileId }) => profileId),
    changes.map(({ segmentId }) => segmentId),
    changes.map(({ at }) => at),
  ];
}
