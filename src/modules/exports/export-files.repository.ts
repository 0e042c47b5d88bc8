import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { sealedColumns } from '../../models/sealed-columns.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import type { ExportKey } from './exports.repository.js';

const place = sealedColumns.exportPart;

/** SQL of `audience_export_parts` and `exported_identities`: what was made to be fetched, and who stands in it. */
@Injectable()
export class ExportFilesRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ring: KeyRing,
  ) {}

  /** For reading outside of any transaction. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /** Text of a part as it is stored: sealed before a transaction begins to write, so that nobody waits for it. */
  seal({ tenantId }: ExportKey, text: string): string {
    return this.ring.seal(place, tenantId, text);
  }

  /** Adds a part, and who stands in it. */
  async add(
    manager: EntityManager,
    { tenantId, id }: ExportKey,
    part: number,
    sealed: string,
    identityIds: readonly string[],
  ): Promise<void> {
    await manager.query(
      'insert into audience_export_parts (tenant_id, export_id, part, sealed) values ($1, $2, $3, $4)',
      [tenantId, id, part, sealed],
    );
    await manager.query(
      `insert into exported_identities (tenant_id, identity_id, export_id)
       select $1, identity_id, $2 from unnest($3::uuid[]) as identity_id`,
      [tenantId, id, identityIds],
    );
  }

  /** Those of these identities that stand in the export already. */
  async within(
    manager: EntityManager,
    { tenantId, id }: ExportKey,
    identityIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const rows: { identityId: string }[] = await manager.query(
      `select identity_id as "identityId" from exported_identities
       where tenant_id = $1 and export_id = $2 and identity_id = any($3)`,
      [tenantId, id, identityIds],
    );
    return new Set(rows.map(({ identityId }) => identityId));
  }

  /** The next of those who stand in the export, in the order of their ids. Begin with null. */
  async standingIn({ tenantId, id }: ExportKey, after: string | null, limit: number): Promise<string[]> {
    const rows: { identityId: string }[] = await this.dataSource.query(
      `select identity_id as "identityId" from exported_identities
       where tenant_id = $1 and export_id = $2 and ($3::uuid is null or identity_id > $3::uuid)
       order by identity_id limit $4`,
      [tenantId, id, after, limit],
    );
    return rows.map(({ identityId }) => identityId);
  }

  /** One part; null where it is gone. */
  async part({ tenantId, id }: ExportKey, part: number): Promise<string | null> {
    const [row]: { sealed: string }[] = await this.dataSource.query(
      'select sealed from audience_export_parts where tenant_id = $1 and export_id = $2 and part = $3',
      [tenantId, id, part],
    );
    return row ? this.ring.open(place, tenantId, row.sealed) : null;
  }

  /** Throws a file away that somebody in it no longer allows. Who stood in it stays known. */
  async endByConsent({ tenantId, id }: ExportKey, now: Date): Promise<void> {
    await this.dataSource.query(
      `with ended as (
         update audience_exports set status = 'EXPIRED', ended_by = 'CONSENT', expires_at = least(expires_at, $3)
         where tenant_id = $1 and id = $2 and status = 'DONE'
         returning tenant_id, id
       )
       delete from audience_export_parts p using ended e where p.tenant_id = e.tenant_id and p.export_id = e.id`,
      [tenantId, id, now],
    );
  }

  /** Ends an export whose segment its target no longer takes, with what was made of it: nobody in it was handed on. */
  async endUnmade({ tenantId, id }: ExportKey, now: Date): Promise<void> {
    await this.dataSource.query(
      `with ended as (
         update audience_exports set status = 'EXPIRED', ended_by = 'FINANCIAL', expires_at = $3, exported = 0, withheld_export = 0,
           withheld_ads = 0, unreachable = 0, lines = 0, parts = 0, last_profile_id = null
         where tenant_id = $1 and id = $2 and status = 'RUNNING'
         returning tenant_id, id
       ), unsaid as (
         delete from exported_identities x using ended e where x.tenant_id = e.tenant_id and x.export_id = e.id
       )
       delete from audience_export_parts p using ended e where p.tenant_id = e.tenant_id and p.export_id = e.id`,
      [tenantId, id, now],
    );
  }

  /** Forgets files whose time is over. Who stood in them stays known. */
  async forgetExpired(now: Date): Promise<void> {
    await this.dataSource.query(
      `with ended as (
         update audience_exports set status = 'EXPIRED', ended_by = 'TIME' where status = 'DONE' and expires_at <= $1
         returning tenant_id, id
       )
       delete from audience_export_parts p using ended e where p.tenant_id = e.tenant_id and p.export_id = e.id`,
      [now],
    );
  }
}
