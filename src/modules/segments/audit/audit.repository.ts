import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ProfileHistory } from '../../../models/profile/profile-history.js';
import type { Rule } from '../../../models/segment/rule.js';
import { storableJson } from '../../platform/storable.js';
import type { Surroundings } from '../meaning/surroundings.js';
import { listsIn } from '../references.js';
import { toSql } from '../oracle/to-sql.js';
import type { Membership } from './compare.js';

/** SQL of an audit: rules asked of PostgreSQL itself, and memberships as they are kept. Writes nothing. */
@Injectable()
export class AuditRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs work on one state of the database. It can write nothing, so nobody who reads the log waits for it. */
  snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('set transaction read only');
      // Compiling such expressions costs more than asking them.
      await manager.query('set local jit = off');
      return work(manager);
    });
  }

  /** What each of the rules comes to for each of the people, in the order of the rules. */
  async answers(
    manager: EntityManager,
    people: readonly ProfileHistory[],
    rules: readonly Rule[],
    now: number,
    around: Surroundings,
  ): Promise<{ profileId: string; answers: readonly boolean[] }[]> {
    const told = people.map(({ profileId, traits, events }) => ({
      profile_id: profileId,
      traits,
      // Their order, not their numbers, is what counts.
      deeds: events.map((event, seq) => ({ ...event, seq })),
    })); // prettier-ignore
    const lists = [...new Set(rules.flatMap(listsIn))];
    const listed = people.flatMap(({ profileId }) =>
      lists
        .filter((list) => around.isListed(list, profileId))
        .map((list) => ({ list_id: list, profile_id: profileId })),
    );
    let values: readonly unknown[] = [storableJson(told), storableJson(listed)];
    const columns = rules.map((rule) => {
      const expression = toSql(rule, now, around, values);
      ({ values } = expression);
      return expression.text;
    });
    return manager.query(
      `select p.profile_id as "profileId", a.answers
       from jsonb_to_recordset($1::jsonb) as p (profile_id uuid, traits jsonb, deeds jsonb)
       cross join lateral (
         with deed as materialized (
           select p.profile_id, d.* from jsonb_to_recordset(p.deeds)
             as d (at float8, seq bigint, type text, name text, vehicle jsonb, properties jsonb)
         ), listed as (
           select l.* from jsonb_to_recordset($2::jsonb) as l (list_id uuid, profile_id uuid)
         )
         select array[${columns.join(', ')}] as answers
       ) a`,
      [...values],
    );
  }

  /** Which of these profiles are kept as members of which of these segments. */
  membershipsOf(
    manager: EntityManager,
    tenantId: string,
    segmentIds: readonly string[],
    profileIds: readonly string[],
  ): Promise<Membership[]> {
    return manager.query(
      `select segment_id as "segmentId", profile_id as "profileId" from segment_memberships
       where tenant_id = $1 and segment_id = any($2) and profile_id = any($3) and left_at is null`,
      [tenantId, segmentIds, profileIds],
    );
  }

  /** How many members each of these segments is kept with. */
  async sizes(
    manager: EntityManager,
    tenantId: string,
    segmentIds: readonly string[],
  ): Promise<Map<string, number>> {
    const rows: { segmentId: string; size: number }[] = await manager.query(
      `select segment_id as "segmentId", count(*)::int as size from segment_memberships
       where tenant_id = $1 and segment_id = any($2) and left_at is null group by segment_id`,
      [tenantId, segmentIds],
    );
    return new Map(rows.map(({ segmentId, size }) => [segmentId, size]));
  }

  /** The next members a segment is kept with, in the order of their profiles' ids. Begin with null. */
  async membersAfter(
    manager: EntityManager,
    tenantId: string,
    segmentId: string,
    after: string | null,
    limit: number,
  ): Promise<string[]> {
    const rows: { profileId: string }[] = await manager.query(
      `select profile_id as "profileId" from segment_memberships
       where tenant_id = $1 and segment_id = $2 and left_at is null and ($3::uuid is null or profile_id > $3::uuid)
       order by profile_id limit $4`,
      [tenantId, segmentId, after, limit],
    );
    return rows.map(({ profileId }) => profileId);
  }

  /** How many profiles of the tenant evaluation knows of: about as many as there are. */
  async known(manager: EntityManager, tenantId: string): Promise<number> {
    const [row]: { known: number }[] = await manager.query(
      'select count(*)::int as known from profile_evaluations where tenant_id = $1',
      [tenantId],
    );
    return row?.known ?? 0;
  }

  /** Of these profiles, those that somebody asked to be looked at. Whose time has come, only memory knows. */
  async waiting(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<Set<string>> {
    const rows: { profileId: string }[] = await manager.query(
      `select profile_id as "profileId" from evaluation_requests where tenant_id = $1 and profile_id = any($2)`,
      [tenantId, profileIds],
    );
    return new Set(rows.map(({ profileId }) => profileId));
  }

  /** Shards in which a rule of the tenant's is still being applied to everyone. */
  async backfilled(manager: EntityManager, tenantId: string): Promise<Set<number>> {
    const rows: { shard: number }[] = await manager.query(
      'select distinct shard from segment_backfills where tenant_id = $1',
      [tenantId],
    );
    return new Set(rows.map(({ shard }) => shard));
  }
}
