import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AudienceExportEntity, ExportTarget } from '../../models/export/audience-export.entity.js';
import { onlyOne } from '../platform/only-one.js';
import type { Handing } from './hand-on.js';

/** An export, and whose it is. */
export interface ExportKey {
  readonly tenantId: string;
  readonly id: string;
}

/** An export to be written. */
export interface NewExport extends ExportKey {
  readonly segmentId: string;
  readonly target: ExportTarget;
  readonly requestedBy: string;
}

const columns = `tenant_id as "tenantId", id, segment_id as "segmentId", target, status, requested_by as "requestedBy",
  requested_at as "requestedAt", members_expected as "membersExpected", exported, withheld_export as "withheldExport",
  withheld_ads as "withheldAds", unreachable, lines, parts, last_profile_id as "lastProfileId", completed_at as "completedAt",
  fetched_at as "fetchedAt", fetched_by as "fetchedBy", expires_at as "expiresAt", ended_by as "endedBy"`;
const isOpen = `status in ('WAITING', 'RUNNING')`;

/** SQL of `audience_exports`. */
@Injectable()
export class ExportsRepository {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Writes an export, unless one of the segment for the target is under way: then that one is returned. */
  async open(wanted: NewExport, now: Date): Promise<AudienceExportEntity> {
    const { tenantId, id, segmentId, target, requestedBy } = wanted;
    await this.dataSource.query(
      `insert into audience_exports (tenant_id, id, segment_id, target, status, requested_by, requested_at,
         members_expected, exported, withheld_export, withheld_ads, unreachable, lines, parts)
       values ($1, $2, $3, $4, 'WAITING', $5, $6, 0, 0, 0, 0, 0, 0, 0)
       on conflict (tenant_id, segment_id, target) where ${isOpen} do nothing`,
      [tenantId, id, segmentId, target, requestedBy, now],
    );
    const [row]: AudienceExportEntity[] = await this.dataSource.query(
      `select ${columns} from audience_exports
       where tenant_id = $1 and (id = $2 or (segment_id = $3 and target = $4 and ${isOpen}))`,
      [tenantId, id, segmentId, target],
    );
    // The one under way ended this very moment.
    return row ?? this.open(wanted, now);
  }

  async find({ tenantId, id }: ExportKey): Promise<AudienceExportEntity | null> {
    const [row]: AudienceExportEntity[] = await this.dataSource.query(
      `select ${columns} from audience_exports where tenant_id = $1 and id = $2`,
      [tenantId, id],
    );
    return row ?? null;
  }

  /** Newest first. `before` is the (requestedAt ISO, id) of the export before the page. */
  list(
    tenantId: string,
    before: readonly [string, string] | null,
    limit: number,
  ): Promise<AudienceExportEntity[]> {
    return this.dataSource.query(
      `select ${columns} from audience_exports
       where tenant_id = $1 and ($2::timestamptz is null or (requested_at, id) < ($2::timestamptz, $3::uuid))
       order by requested_at desc, id desc limit $4`,
      [tenantId, before?.[0] ?? null, before?.[1] ?? null, limit],
    );
  }

  /** Exports a worker should look at, the oldest first. */
  unfinished(): Promise<ExportKey[]> {
    return this.dataSource.query(
      `select tenant_id as "tenantId", id from audience_exports where ${isOpen} order by requested_at limit 100`,
    );
  }

  /** Works on an export while no other worker does. Null when another is at it. */
  alone<T>({ id }: ExportKey, work: () => Promise<T>): Promise<T | null> {
    return onlyOne(this.dataSource, `export ${id}`, work);
  }

  async begin({ tenantId, id }: ExportKey, membersExpected: number): Promise<void> {
    await this.dataSource.query(
      `update audience_exports set status = 'RUNNING', members_expected = $3
       where tenant_id = $1 and id = $2 and status = 'WAITING'`,
      [tenantId, id, membersExpected],
    );
  }

  /** Notes how far an export is. False when it is no longer where it was read: somebody in it is being erased. */
  async advance(
    manager: EntityManager,
    from: AudienceExportEntity,
    lastProfileId: string,
    { exported, withheld, unreachable, lines }: Handing,
  ): Promise<boolean> {
    const [, count]: [unknown, number] = await manager.query(
      `update audience_exports set last_profile_id = $5, exported = exported + $6, withheld_export = withheld_export + $7,
         withheld_ads = withheld_ads + $8, unreachable = unreachable + $9, parts = parts + $10,
         lines = lines + $11
       where tenant_id = $1 and id = $2 and status = 'RUNNING' and parts = $3 and last_profile_id is not distinct from $4`,
      [from.tenantId, from.id, from.parts, from.lastProfileId, lastProfileId, exported, withheld.AUDIENCE_EXPORT, withheld.ADS, unreachable, lines.length > 0 ? 1 : 0, lines.length], // prettier-ignore
    );
    return count > 0;
  }

  /** Ends the making of it; not when it was begun anew meanwhile. */
  async complete(
    { tenantId, id, lastProfileId }: AudienceExportEntity,
    now: Date,
    expiresAt: Date,
  ): Promise<void> {
    // prettier-ignore
    await this.dataSource.query(
      `update audience_exports set status = 'DONE', completed_at = $4, expires_at = $5, last_profile_id = null
       where tenant_id = $1 and id = $2 and status = 'RUNNING' and last_profile_id is not distinct from $3`,
      [tenantId, id, lastProfileId, now, expiresAt],
    );
  }

  async noteFetched({ tenantId, id }: ExportKey, keyId: string, now: Date): Promise<void> {
    await this.dataSource.query(
      `update audience_exports set fetched_at = $3, fetched_by = $4
       where tenant_id = $1 and id = $2 and fetched_at is null`,
      [tenantId, id, now, keyId],
    );
  }
}
