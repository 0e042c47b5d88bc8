import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ChangeNotesRepository } from './changes/change-notes.repository.js';
import type { ActiveSegment } from './evaluate.js';

/** A profile to look at, and whose it is. */
export interface ProfileKey {
  readonly tenantId: string;
  readonly profileId: string;
}

/** One stay to begin or to end. */
export interface Stay extends ProfileKey {
  readonly segmentId: string;
}

/** A profile just decided, and when to look again. */
export interface EvaluatedProfile extends ProfileKey {
  readonly dueAt: number | null;
}

/** A profile's state of a certain version. */
export interface VersionedProfile extends ProfileKey {
  readonly version: number;
}

/** The next profiles of a backfill, and what to note when they are done. */
export interface BackfillStep {
  readonly tenantId: string;
  readonly profileIds: readonly string[];
  readonly segmentIds: readonly string[];
  readonly versions: readonly number[];
  /** Null: the shard is finished. */
  readonly doneUntil: string | null;
}

/** SQL of evaluation: what is to be done, and what was decided. */
@Injectable()
export class EvaluationRepository {
  constructor(readonly changes: ChangeNotesRepository) {}

  /** Profiles of a shard whose time has come, whose state never reached the viewer store, or who were asked for. */
  waiting(
    manager: EntityManager,
    shard: number,
    now: Date,
    unpublishedSince: Date,
    limit: number,
  ): Promise<(ProfileKey & { requestId: string | null })[]> {
    return manager.query(
      `(select tenant_id as "tenantId", profile_id as "profileId", id as "requestId"
        from evaluation_requests where shard = $1 order by id limit $4)
       union all
       (select tenant_id, profile_id, null from profile_evaluations
        where shard = $1 and due_at <= $2 order by due_at limit $4)
       union all
       (select tenant_id, profile_id, null from profile_evaluations
        where shard = $1 and unpublished and evaluated_at < $3 order by evaluated_at limit $4)`,
      [shard, now, unpublishedSince, limit],
    );
  }

  /** Shards with anything `waiting` or a backfill under way, and when the first falls due: ms since the epoch, 0 for now. */
  shardsWithWork(
    manager: EntityManager,
    dueUntil: Date,
    unpublishedSince: Date,
  ): Promise<{ shard: number; at: number }[]> {
    return manager.query(
      `select shard, 0 as at from evaluation_requests
       union select shard, 0 from profile_evaluations where unpublished and evaluated_at < $2
       union select shard, 0 from segment_backfills
       union all select shard, (extract(epoch from min(due_at)) * 1000)::float8 from profile_evaluations
         where due_at <= $1 group by shard`,
      [dueUntil, unpublishedSince],
    );
  }

  async dueBacklog(manager: EntityManager, now: Date): Promise<number> {
    const [row]: { waiting: number }[] = await manager.query(
      'select count(*)::int as waiting from profile_evaluations where due_at <= $1',
      [now],
    );
    return row?.waiting ?? 0;
  }

  /** The next step of one tenant's backfills in this shard, or null when there is none. */
  async nextBackfill(manager: EntityManager, shard: number, limit: number): Promise<BackfillStep | null> {
    const pending: { tenantId: string; segmentId: string; version: number; doneUntil: string | null }[] =
      await manager.query(
        `select tenant_id as "tenantId", segment_id as "segmentId", version, done_until as "doneUntil"
         from segment_backfills
         where shard = $1 and tenant_id = (select tenant_id from segment_backfills where shard = $1 order by tenant_id limit 1)
         order by done_until nulls first`,
        [shard],
      );
    const [furthestBehind] = pending;
    if (!furthestBehind) return null;
    const { tenantId, doneUntil } = furthestBehind;
    const profiles: { profileId: string }[] = await manager.query(
      `select profile_id as "profileId" from profile_evaluations
       where tenant_id = $1 and shard = $2 and ($3::uuid is null or profile_id > $3::uuid)
       order by profile_id limit $4`,
      [tenantId, shard, doneUntil, limit],
    );
    const profileIds = profiles.map(({ profileId }) => profileId);
    return {
      tenantId,
      profileIds,
      segmentIds: pending.map(({ segmentId }) => segmentId),
      versions: pending.map(({ version }) => version),
      doneUntil: profileIds.length < limit ? null : (profileIds.at(-1) ?? null),
    };
  }

  /** Notes a step as done. A segment changed since the step began keeps its fresh start. */
  async noteBackfill(manager: EntityManager, shard: number, step: BackfillStep): Promise<void> {
    const keys = [step.tenantId, shard, step.segmentIds, step.versions];
    const sameAsRead = `b.tenant_id = $1 and b.shard = $2 and b.segment_id = s.segment_id and b.version = s.version`;
    const steps = 'unnest($3::uuid[], $4::integer[]) as s (segment_id, version)';
    if (step.doneUntil === null)
      await manager.query(`delete from segment_backfills b using ${steps} where ${sameAsRead}`, keys);
    else
      await manager.query(
        `update segment_backfills b set done_until = greatest(b.done_until, $5::uuid) from ${steps} where ${sameAsRead}`,
        [...keys, step.doneUntil],
      );
  }

  /** Id and version of a tenant's active segments: what is in force in this very transaction. */
  activeVersions(
    manager: EntityManager,
    tenantId: string,
  ): Promise<{ id: string; version: number; isHeld: boolean }[]> {
    return manager.query(
      `select id, version, unreadable_since is not null as "isHeld" from segments where tenant_id = $1 and status = 'ACTIVE' order by created_at, id`,
      [tenantId],
    );
  }

  /** Marks a segment as one whose rule cannot be read. */
  async holdSegment(manager: EntityManager, tenantId: string, id: string, now: Date): Promise<void> {
    await manager.query(
      'update segments set unreadable_since = $3 where tenant_id = $1 and id = $2 and unreadable_since is null',
      [tenantId, id, now],
    );
  }

  /** Segments with their rules as stored. */
  rules(
    manager: EntityManager,
    tenantId: string,
    ids: readonly string[],
  ): Promise<(Omit<ActiveSegment, 'rule'> & { rule: unknown })[]> {
    return manager.query('select id, version, rule from segments where tenant_id = $1 and id = any($2)', [
      tenantId,
      ids,
    ]);
  }

  /** Where these profiles are members now. */
  openStays(manager: EntityManager, tenantId: string, profileIds: readonly string[]): Promise<Stay[]> {
    return manager.query(
      `select tenant_id as "tenantId", profile_id as "profileId", segment_id as "segmentId"
       from segment_memberships where tenant_id = $1 and profile_id = any($2) and left_at is null`,
      [tenantId, profileIds],
    );
  }

  async enter(manager: EntityManager, stays: readonly Stay[], now: Date): Promise<void> {
    if (stays.length === 0) return;
    await manager.query(
      `insert into segment_memberships (tenant_id, profile_id, segment_id, entered_at)
       select *, $4::timestamptz from unnest($1::uuid[], $2::uuid[], $3::uuid[])`,
      [...stayColumns(stays), now],
    );
  }

  async leave(manager: EntityManager, stays: readonly Stay[], now: Date): Promise<void> {
    if (stays.length === 0) return;
    await manager.query(
      `update segment_memberships m set left_at = greatest($4::timestamptz, m.entered_at)
       from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as s (tenant_id, profile_id, segment_id)
       where m.tenant_id = s.tenant_id and m.profile_id = s.profile_id and m.segment_id = s.segment_id and m.left_at is null`,
      [...stayColumns(stays), now],
    );
  }

  /** Keeps what was decided, one version further and not yet published. */
  async save(
    manager: EntityManager,
    shard: number,
    profiles: readonly EvaluatedProfile[],
    now: Date,
  ): Promise<VersionedProfile[]> {
    if (profiles.length === 0) return [];
    const rows: (ProfileKey & { version: string })[] = await manager.query(
      `insert into profile_evaluations as e (tenant_id, profile_id, shard, due_at, version, unpublished, evaluated_at)
       select p.tenant_id, p.profile_id, $4, p.due_at, 1, true, $5
       from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as p (tenant_id, profile_id, due_at)
       order by p.tenant_id, p.profile_id
       on conflict (tenant_id, profile_id) do update
         set due_at = excluded.due_at, version = e.version + 1, unpublished = true, evaluated_at = excluded.evaluated_at
       returning tenant_id as "tenantId", profile_id as "profileId", version`,
      [
        ...keyColumns(profiles),
        profiles.map(({ dueAt }) => (dueAt === null ? null : new Date(dueAt))),
        shard,
        now,
      ],
    );
    return rows.map((row) => ({ ...row, version: Number(row.version) }));
  }

  /** Asks the owners of other shards to look at profiles of theirs. */
  async request(
    manager: EntityManager,
    profiles: readonly (ProfileKey & { shard: number })[],
  ): Promise<void> {
    if (profiles.length === 0) return;
    await manager.query(
      `insert into evaluation_requests (tenant_id, profile_id, shard)
       select * from unnest($1::uuid[], $2::uuid[], $3::integer[])`,
      [...keyColumns(profiles), profiles.map(({ shard }) => shard)],
    );
  }

  async forgetRequests(manager: EntityManager, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await manager.query('delete from evaluation_requests where id = any($1)', [ids]);
  }

  /** Notes what the viewer store now has. A profile being decided anew meanwhile is left alone: it will be published again. */
  async notePublished(manager: EntityManager, profiles: readonly VersionedProfile[]): Promise<void> {
    await manager.query(
      `update profile_evaluations set unpublished = false where ctid = any(array(
         select e.ctid from profile_evaluations e
         join unnest($1::uuid[], $2::uuid[], $3::bigint[]) as p (tenant_id, profile_id, version)
           using (tenant_id, profile_id, version)
         for update of e skip locked))`,
      [...keyColumns(profiles), profiles.map(({ version }) => version)],
    );
  }

  /** Marks what a shard decided since then as not published: the viewer store has lost it. The caller holds the shard. */
  async publishAgain(manager: EntityManager, shard: number, since: Date): Promise<void> {
    await manager.query(
      `update profile_evaluations set unpublished = true, evaluated_at = to_timestamp(0)
       where shard = $1 and evaluated_at >= $2`,
      [shard, since],
    );
  }
}

function keyColumns(profiles: readonly ProfileKey[]): string[][] {
  return [profiles.map(({ tenantId }) => tenantId), profiles.map(({ profileId }) => profileId)];
}

function stayColumns(stays: readonly Stay[]): string[][] {
  return [...keyColumns(stays), stays.map(({ segmentId }) => segmentId)];
}
