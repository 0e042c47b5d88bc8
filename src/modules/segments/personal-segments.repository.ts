import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Rule } from '../../models/segment/rule.js';
import type { Person } from '../../models/rights/personal-data.js';

/** A stay of one person, in a segment as it is now. */
export interface PersonalStay {
  readonly segmentId: string;
  readonly name: string;
  /** As stored: a newer program may have written it. */
  readonly rule: Rule;
  readonly enteredAt: Date;
  readonly leftAt: Date | null;
}

/** SQL of one person's audiences. */
@Injectable()
export class PersonalSegmentsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Every stay there is a record of, the oldest first. */
  stays({ tenantId, profileIds }: Person): Promise<PersonalStay[]> {
    return this.dataSource.query(
      `select m.segment_id as "segmentId", s.name, s.rule, m.entered_at as "enteredAt", m.left_at as "leftAt"
       from segment_memberships m join segments s on s.tenant_id = m.tenant_id and s.id = m.segment_id
       where m.tenant_id = $1 and m.profile_id = any($2) order by m.entered_at, m.id`,
      [tenantId, profileIds],
    );
  }

  /** Removes stays and whatever evaluation remembers; says how many stays. The caller holds the profiles' shards. */
  async erase(
    manager: EntityManager,
    { tenantId, profileIds }: Person,
    shards: readonly number[],
  ): Promise<number> {
    // Files that may hold them are noise from now on: the keys are no more.
    await manager.query('delete from shard_snapshots where shard = any($1)', [shards]);
    const [, count]: [unknown, number] = await manager.query(
      'delete from segment_memberships where tenant_id = $1 and profile_id = any($2)',
      [tenantId, profileIds],
    );
    await manager.query('delete from lookalike_members where tenant_id = $1 and profile_id = any($2)', [
      tenantId,
      profileIds,
    ]);
    // Answers of minutes ago name and count them: none is worth keeping for.
    await manager.query('delete from audience_questions where tenant_id = $1', [tenantId]);
    // Who holds them in memory hears that they are nobody, and keeps no more of them than that request, which goes then.
    // It is the owner's to remove: whoever erases comes again, and must not take back what nobody heard yet.
    await manager.query(
      `with gone as (
         delete from profile_evaluations where tenant_id = $1 and profile_id = any($2)
         returning tenant_id, profile_id, shard
       )
       insert into evaluation_requests (tenant_id, profile_id, shard) select tenant_id, profile_id, shard from gone`,
      [tenantId, profileIds],
    );
    return count;
  }
}
