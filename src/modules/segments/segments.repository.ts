import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { SegmentEntity } from '../../models/segment/segment.entity.js';
import { badCursor, type Page } from '../platform/graphql/connection.js';

/** Someone who is in a segment now. */
export interface Member {
  readonly profileId: string;
  readonly enteredAt: Date;
}

/** One stay in a segment, `leftAt` null while it lasts. */
export interface PastStay {
  readonly enteredAt: Date;
  readonly leftAt: Date | null;
}

const isActive = `exists (select 1 from segments where tenant_id = $1 and id = $2 and status = 'ACTIVE')`;
const cursorKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** Instant and id after which a page begins; nulls for the first page. */
function keyOf({ afterKey }: Page): [string | null, string | null] {
  if (afterKey === null) return [null, null];
  const parsed = cursorKey.safeParse(afterKey);
  if (!parsed.success) throw badCursor();
  return parsed.data;
}

/** Somebody counts on the segment being kept up to date. Whoever that is refers to it with its status. */
export class SegmentHeld extends Error {}
const heldFault = z.object({ driverError: z.object({ code: z.literal('23503') }) });

/** What is no id is nobody's id: it is not found, rather than an error of PostgreSQL. */
function isId(text: string): boolean {
  return z.uuid().safeParse(text).success;
}

/** SQL of `segments`, and what marketers read of memberships. */
@Injectable()
export class SegmentsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async find(tenantId: string, id: string): Promise<SegmentEntity | null> {
    if (!isId(id)) return null;
    return this.dataSource.manager.findOneBy(SegmentEntity, { tenantId, id });
  }

  /** The segment, held against other changes until the transaction ends. */
  async lock(manager: EntityManager, tenantId: string, id: string): Promise<SegmentEntity | null> {
    if (!isId(id)) return null;
    return manager.findOne(SegmentEntity, {
      where: { tenantId, id },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Stores the segment. @throws SegmentHeld when it was to be archived and something refers to it as active */
  async save(manager: EntityManager, segment: SegmentEntity): Promise<void> {
    try {
      await manager.save(SegmentEntity, segment);
    } catch (fault) {
      if (heldFault.safeParse(fault).success) throw new SegmentHeld(segment.id);
      throw fault;
    }
  }

  all(tenantId: string): Promise<SegmentEntity[]> {
    return this.dataSource.manager.findBy(SegmentEntity, { tenantId });
  }

  /** Those that are kept up to date. */
  active(tenantId: string, manager: EntityManager = this.dataSource.manager): Promise<SegmentEntity[]> {
    return manager.findBy(SegmentEntity, { tenantId, status: 'ACTIVE' });
  }

  /** Runs work in one transaction. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Keeps others from changing what the tenant's rules refer to until the transaction ends. */
  async holdReferences(manager: EntityManager, tenantId: string): Promise<void> {
    await manager.query(`select pg_advisory_xact_lock(hashtext('segment references'), hashtext($1))`, [
      tenantId,
    ]);
  }

  /** Active segments of all tenants that are held because their rule could not be read. */
  unreadable(): Promise<SegmentEntity[]> {
    return this.dataSource.manager.findBy(SegmentEntity, {
      status: 'ACTIVE',
      unreadableSince: Not(IsNull()),
    });
  }

  /** Those that marketers made. */
  countActive(manager: EntityManager, tenantId: string): Promise<number> {
    return manager.countBy(SegmentEntity, { tenantId, status: 'ACTIVE', builtIn: IsNull() });
  }

  /** The segments that stages are or were kept as. */
  stages(tenantId: string): Promise<SegmentEntity[]> {
    return this.dataSource.manager.findBy(SegmentEntity, { tenantId, builtIn: Not(IsNull()) });
  }

  /** Active segments and all stages, held against other changes until the transaction ends; people may come and go. */
  holdAll(manager: EntityManager, tenantId: string): Promise<SegmentEntity[]> {
    return manager.find(SegmentEntity, {
      where: [
        { tenantId, status: 'ACTIVE' },
        { tenantId, builtIn: Not(IsNull()) },
      ],
      order: { id: 'ASC' },
      lock: { mode: 'for_no_key_update' },
    });
  }

  /** Whether a stage is still being applied to everyone known. */
  async areStagesEvaluating(tenantId: string): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      `select 1 from segment_backfills b join segments s on s.tenant_id = b.tenant_id and s.id = b.segment_id
       where b.tenant_id = $1 and s.built_in is not null limit 1`,
      [tenantId],
    );
    return rows.length > 0;
  }

  /** Those that marketers made, newest first, one more than the page holds. Cursor: the instant of creation and the id. */
  async page(tenantId: string, page: Page, includeArchived: boolean): Promise<SegmentEntity[]> {
    const [createdAt, id] = keyOf(page);
    return this.dataSource
      .getRepository(SegmentEntity)
      .createQueryBuilder('s')
      .where('s.tenant_id = :tenantId and s.built_in is null', { tenantId })
      .andWhere(includeArchived ? 'true' : `s.status = 'ACTIVE'`)
      .andWhere(createdAt === null ? 'true' : '(s.created_at, s.id) < (:createdAt::timestamptz, :id::uuid)', {
        createdAt,
        id,
      })
      .orderBy('s.created_at', 'DESC')
      .addOrderBy('s.id', 'DESC')
      .limit(page.limit + 1)
      .getMany();
  }

  /** Begins, or begins anew, the application of a segment to every shard. */
  async startBackfill(manager: EntityManager, segment: SegmentEntity, shards: number): Promise<void> {
    await manager.query(
      `insert into segment_backfills (tenant_id, segment_id, shard, version)
       select $1, $2, shard, $3 from generate_series(0, $4::integer - 1) as shard
       on conflict (segment_id, shard) do update set version = excluded.version`,
      [segment.tenantId, segment.id, segment.version, shards],
    );
  }

  /** Of these segments, has everyone looked at again for those that are still active, as they are now. */
  async restartBackfills(
    manager: EntityManager,
    segments: readonly { readonly tenantId: string; readonly id: string }[],
    shards: number,
  ): Promise<void> {
    // Locked before anything of theirs is written: whoever changes one waits for its backfills then, not we for each other.
    await manager.query(
      `with affected as materialized (
         select s.tenant_id, s.id, s.version from segments s
         join unnest($1::uuid[], $2::uuid[]) as a (tenant_id, id) using (tenant_id, id)
         where s.status = 'ACTIVE' order by s.id for key share of s
       )
       insert into segment_backfills (tenant_id, segment_id, shard, version)
       select tenant_id, id, shard, version from affected cross join generate_series(0, $3::integer - 1) as shard
       on conflict (segment_id, shard) do update set version = excluded.version`,
      [segments.map(({ tenantId }) => tenantId), segments.map(({ id }) => id), shards],
    );
  }

  async isEvaluating(tenantId: string, id: string): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      'select 1 from segment_backfills where tenant_id = $1 and segment_id = $2 limit 1',
      [tenantId, id],
    );
    return rows.length > 0;
  }

  /** Of an archived segment nobody, also while the worker is still writing down that they left. */
  async size(tenantId: string, id: string): Promise<number> {
    const [row]: { size: number }[] = await this.dataSource.query(
      `select count(*)::int as size from segment_memberships
       where tenant_id = $1 and segment_id = $2 and left_at is null and ${isActive}`,
      [tenantId, id],
    );
    return row?.size ?? 0;
  }

  /** In the order of entering, one more than the page holds. Cursor: the instant of entering and the profile. */
  members(tenantId: string, id: string, page: Page): Promise<Member[]> {
    const [enteredAt, profileId] = keyOf(page);
    return this.dataSource.query(
      `select profile_id as "profileId", entered_at as "enteredAt" from segment_memberships
       where tenant_id = $1 and segment_id = $2 and left_at is null and ${isActive}
         and ($3::timestamptz is null or (entered_at, profile_id) > ($3::timestamptz, $4::uuid))
       order by entered_at, profile_id limit $5`,
      [tenantId, id, enteredAt, profileId, page.limit + 1],
    );
  }

  /** The next who are in it now, in the order of their profiles' ids. Begin with null. */
  async membersAfter(tenantId: string, id: string, after: string | null, limit: number): Promise<string[]> {
    const rows: { profileId: string }[] = await this.dataSource.query(
      `select profile_id as "profileId" from segment_memberships
       where tenant_id = $1 and segment_id = $2 and left_at is null and ${isActive}
         and ($3::uuid is null or profile_id > $3::uuid)
       order by profile_id limit $4`,
      [tenantId, id, after, limit],
    );
    return rows.map(({ profileId }) => profileId);
  }

  /** Every stay of one person in one segment, newest first. */
  stays(tenantId: string, id: string, profileId: string): Promise<PastStay[]> {
    return this.dataSource.query(
      `select entered_at as "enteredAt", left_at as "leftAt" from segment_memberships
       where tenant_id = $1 and segment_id = $2 and profile_id = $3 order by entered_at desc, id desc limit 200`,
      [tenantId, id, profileId],
    );
  }

  /** The next of a tenant's profiles in the order of their ids. Begin with null. */
  async profilesAfter(tenantId: string, after: string | null, limit: number): Promise<string[]> {
    const rows: { profileId: string }[] = await this.dataSource.query(
      `select profile_id as "profileId" from profile_evaluations
       where tenant_id = $1 and ($2::uuid is null or profile_id > $2::uuid) order by profile_id limit $3`,
      [tenantId, after, limit],
    );
    return rows.map(({ profileId }) => profileId);
  }
}
