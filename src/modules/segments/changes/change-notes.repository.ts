import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** That a profile comes into a segment, or goes. */
export interface Move {
  readonly tenantId: string;
  readonly profileId: string;
  readonly segmentId: string;
}

/** SQL that notes changes of memberships for those who want to hear of them, in the transaction that writes them. */
@Injectable()
export class ChangeNotesRepository {
  /**
   * Notes each move once for every subscription to its segment; where nobody subscribed, nothing. Subscriptions begin while no
   * shard is being evaluated, so each transaction of evaluation is either before one or after it, whole.
   */
  async note(
    manager: EntityManager,
    entered: readonly Move[],
    left: readonly Move[],
    now: Date,
  ): Promise<void> {
    const moves = [...left, ...entered];
    if (moves.length === 0) return;
    await manager.query(
      `insert into segment_changes (tenant_id, subscription_id, segment_id, segment_version, profile_id, has_entered, at)
       select m.tenant_id, s.id, m.segment_id, g.version, m.profile_id, m.has_entered, $5::timestamptz
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::boolean[])
         with ordinality as m (tenant_id, profile_id, segment_id, has_entered, place)
       join segment_subscriptions s on s.tenant_id = m.tenant_id and (s.segment_ids is null or m.segment_id = any(s.segment_ids))
       join segments g on g.tenant_id = m.tenant_id and g.id = m.segment_id
       order by m.place for key share of s`,
      [
        moves.map(({ tenantId }) => tenantId),
        moves.map(({ profileId }) => profileId),
        moves.map(({ segmentId }) => segmentId),
        [...left.map(() => false), ...entered.map(() => true)],
        now,
      ],
    );
  }
}
