import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ActiveSegment } from './active-segment.js';

/** A profile to look at, and whose it is. */
export interface ProfileKey {
  readonly tenantId: string;
  readonly profileId: string;
}

/** One stay to begin or to end. */
export interface Stay extends ProfileKey {
  readonly segmentId: string;
}

/** A profile just decided. */
export interface EvaluatedProfile extends ProfileKey {
  /** Whether any id leads to it still. */
  readonly isSomebody: boolean;
}

/** A profile's state of a certain version. */
export interface VersionedProfile extends ProfileKey {
  readonly version: number;
}

/** A segment that everybody of the shard has to be looked at for. */
export interface PendingBackfill {
  readonly tenantId: string;
  readonly segmentId: string;
  /** Another one each time it begins anew. */
  readonly mark: string;
}

/** A profile that waits to be looked at: asked for, or, without a request, not published. */
export interface Waiting extends ProfileKey {
  readonly requestId: string | null;
  /** What they did need not be read again. */
  readonly isHistorySame: boolean;
}

/** Comes before every id. */
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** SQL of evaluation: what is to be done, and what was decided. */
@Injectable()
export class EvaluationRepository {
  /** Profiles of a shard who were asked for, or whose state never reached the viewer store. */
  waiting(manager: EntityManager, shard: number, unpublishedSince: Date, limit: number): Promise<Waiting[]> {
    return manager.query(
      `(select tenant_id as "tenantId", profile_id as "profileId", id as "requestId", is_history_same as "isHistorySame"
        from evaluation_requests where shard = $1 order by id limit $3)
       union all
       (select tenant_id, profile_id, null, true from profile_evaluations
        where shard = $1 and unpublished and evaluated_at < $2 order by evaluated_at limit $3)`,
      [shard, unpublishedSince, limit],
    );
  }

  /** Shards with anything `waiting` or a backfill under way. */
  async shardsWithWork(manager: EntityManager, unpublishedSince: Date): Promise<number[]> {
    const rows: { shard: number }[] = await manager.query(
      `select shard from evaluation_requests
       union select shard from profile_evaluations where unpublished and evaluated_at < $1
       union select shard from segment_backfills`,
      [unpublishedSince],
    );
    return rows.map(({ shard }) => shard);
  }

  /** What everybody of the shard has to be looked at for. */
  pendingBackfills(manager: EntityManager, shard: number): Promise<PendingBackfill[]> {
    return manager.query(
      `select tenant_id as "tenantId", segment_id as "segmentId", xmin::text as mark
       from segment_backfills where shard = $1 order by tenant_id, segment_id`,
      [shard],
    );
  }

  /** Everybody was looked at for these. One that began anew meanwhile stays. */
  async endBackfills(
    manager: EntityManager,
    shard: number,
    backfills: readonly PendingBackfill[],
  ): Promise<void> {
    if (backfills.length === 0) return;
    await manager.query(
      `delete from segment_backfills b using unnest($2::uuid[], $3::uuid[], $4::text[]) as d (tenant_id, segment_id, mark)
       where b.shard = $1 and b.tenant_id = d.tenant_id and b.segment_id = d.segment_id and b.xmin::text = d.mark`,
      [
        shard,
        backfills.map(({ tenantId }) => tenantId),
        backfills.map(({ segmentId }) => segmentId),
        backfills.map(({ mark }) => mark),
      ],
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

  /** Every tenant that has active segments. */
  async tenantsWithSegments(manager: EntityManager): Promise<string[]> {
    const rows: { id: string }[] = await manager.query(
      `select distinct tenant_id as id from segments where status = 'ACTIVE'`,
    );
    return rows.map(({ id }) => id);
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

  /** Who is in what, all of a tenant, so many at a time. */
  async *allOpenStays(manager: EntityManager, tenantId: string, limit: number): AsyncGenerator<Stay[]> {
    for (let last: Stay | undefined = { tenantId, profileId: beforeAll, segmentId: beforeAll }; last;) {
      const page: Stay[] = await manager.query(
        `select tenant_id as "tenantId", profile_id as "profileId", segment_id as "segmentId" from segment_memberships
         where tenant_id = $1 and left_at is null and (profile_id, segment_id) > ($2::uuid, $3::uuid)
         order by profile_id, segment_id limit $4`,
        [tenantId, last.profileId, last.segmentId, limit],
      );
      if (page.length > 0) yield page;
      last = page.length === limit ? page.at(-1) : undefined;
    }
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

  /** Keeps that it was decided, one version further and not yet published. Nobody who was never evaluated stays out. */
  async save(
    manager: EntityManager,
    shard: number,
    profiles: readonly EvaluatedProfile[],
    now: Date,
  ): Promise<VersionedProfile[]> {
    if (profiles.length === 0) return [];
    const rows: (ProfileKey & { version: string })[] = await manager.query(
      `insert into profile_evaluations as e (tenant_id, profile_id, shard, version, unpublished, evaluated_at)
       select p.tenant_id, p.profile_id, $4, 1, true, $5
       from unnest($1::uuid[], $2::uuid[], $3::boolean[]) as p (tenant_id, profile_id, is_somebody)
       where p.is_somebody or exists (select 1 from profile_evaluations known
         where known.tenant_id = p.tenant_id and known.profile_id = p.profile_id)
       order by p.tenant_id, p.profile_id
       on conflict (tenant_id, profile_id) do update
         set version = e.version + 1, unpublished = true, evaluated_at = excluded.evaluated_at
       returning tenant_id as "tenantId", profile_id as "profileId", version`,
      [...keyColumns(profiles), profiles.map(({ isSomebody }) => isSomebody), shard, now],
    );
    return rows.map((row) => ({ ...row, version: Number(row.version) }));
  }

  /** Asks the owners of shards to look at profiles of theirs; to read anew what these did, unless that is the same. */
  async request(
    manager: EntityManager,
    profiles: readonly (ProfileKey & { shard: number })[],
    isHistorySame = false,
  ): Promise<void> {
    if (profiles.length === 0) return;
    await manager.query(
      `insert into evaluation_requests (tenant_id, profile_id, shard, is_history_same)
       select *, $4::boolean from unnest($1::uuid[], $2::uuid[], $3::integer[])`,
      [...keyColumns(profiles), profiles.map(({ shard }) => shard), isHistorySame],
    );
  }

  /** Those of them that were asked for are no longer. */
  async forgetRequests(manager: EntityManager, waiting: readonly Waiting[]): Promise<void> {
    const asked = waiting.filter(({ requestId }) => requestId !== null);
    if (asked.length === 0) return;
    await manager.query(
      `delete from evaluation_requests r using unnest($1::uuid[], $2::bigint[]) as a (tenant_id, id)
       where r.tenant_id = a.tenant_id and r.id = a.id`,
      [asked.map(({ tenantId }) => tenantId), asked.map(({ requestId }) => requestId)],
    );
  }

  /**
   * Keeps that the histories of people are others than the shard's snapshot may hold; where there is none, nothing. The caller
   * holds the shard.
   */
  async noteChanged(
    manager: EntityManager,
    { shard, epoch }: { readonly shard: number; readonly epoch: number },
    profiles: readonly ProfileKey[],
  ): Promise<void> {
    if (profiles.length === 0) return;
    await manager.query(
      `insert into snapshot_changes (shard, tenant_id, profile_id)
       select s.shard, p.* from shard_snapshots s, unnest($3::uuid[], $4::uuid[]) as p
       where s.shard = $1 and s.epoch = $2 on conflict do nothing`,
      [shard, epoch, ...keyColumns(profiles)],
    );
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
