import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sealedColumns } from '../../../models/sealed-columns.js';
import { KeyRing } from '../../platform/sealing/key-ring.js';
import type { HashedId, KnownId } from '../../profiles/known-ids.service.js';

/** A list, by what it is found by. */
export interface ListKey {
  readonly tenantId: string;
  readonly id: string;
}

/** That an id stands on a list. */
export interface Standing {
  readonly listId: string;
  readonly hash: Buffer;
}

/** SQL of `audience_list_entries`. Rows are locked in the order of their keys, so writers do not deadlock. */
@Injectable()
export class ListEntriesRepository {
  constructor(private readonly ring: KeyRing) {}

  /** Puts ids, each once, on a list. Returns the hashes of those that did not stand on it. */
  async put(
    manager: EntityManager,
    { tenantId, id }: ListKey,
    ids: readonly KnownId[],
    saidAt: Date,
  ): Promise<Buffer[]> {
    if (ids.length === 0) return [];
    const rows: { hash: Buffer; isNew: boolean }[] = await manager.query(
      `insert into audience_list_entries as e (tenant_id, list_id, hash, kind, sealed_value, said_at)
       select $1, $2, n.hash, n.kind, n.sealed, $6::timestamptz
       from unnest($3::bytea[], $4::text[], $5::text[]) as n (hash, kind, sealed) order by n.hash
       on conflict (tenant_id, list_id, hash) do update set said_at = greatest(e.said_at, excluded.said_at)
       returning e.hash, e.xmax = 0 as "isNew"`,
      [
        tenantId,
        id,
        ids.map(({ hash }) => hash),
        ids.map(({ kind }) => kind),
        ids.map(({ value }) => this.ring.seal(sealedColumns.listedId, tenantId, value)),
        saidAt,
      ],
    );
    return rows.filter(({ isNew }) => isNew).map(({ hash }) => hash);
  }

  /** Takes ids off a list. Returns those that stood on it. */
  takeOff(manager: EntityManager, { tenantId, id }: ListKey, hashes: readonly Buffer[]): Promise<HashedId[]> {
    return this.remove(manager, 'tenant_id = $1 and list_id = $2 and hash = any($3::bytea[])', [
      tenantId,
      id,
      hashes,
    ]);
  }

  /**
   * Takes off a list what was last said to stand on it before then, so many at a time in the order of their hashes: begin
   * after null, go on after the last.
   */
  takeOffUnsaid(
    manager: EntityManager,
    { tenantId, id }: ListKey,
    before: Date,
    after: Buffer | null,
    limit: number,
  ): Promise<HashedId[]> {
    return this.remove(
      manager,
      'tenant_id = $1 and list_id = $2 and said_at < $3 and ($4::bytea is null or hash > $4::bytea)',
      [tenantId, id, before, after],
      limit,
    );
  }

  /** Takes off a list whatever stands on it, so many at a time. Returns how many entries are gone. */
  async empty(manager: EntityManager, { tenantId, id }: ListKey, limit: number): Promise<number> {
    return (await this.remove(manager, 'tenant_id = $1 and list_id = $2', [tenantId, id], limit)).length;
  }

  /** Takes ids off every list. Returns how many entries are gone. */
  async forget(manager: EntityManager, tenantId: string, hashes: readonly Buffer[]): Promise<number> {
    const gone = await this.remove(manager, 'tenant_id = $1 and hash = any($2::bytea[])', [tenantId, hashes]); // prettier-ignore
    return gone.length;
  }

  /** On which of these lists each of these ids stands. */
  standings(
    manager: EntityManager,
    tenantId: string,
    listIds: readonly string[],
    hashes: readonly Buffer[],
  ): Promise<Standing[]> {
    return manager.query(
      `select list_id as "listId", hash from audience_list_entries
       where tenant_id = $1 and list_id = any($2) and hash = any($3::bytea[])`,
      [tenantId, listIds, hashes],
    );
  }

  /** Every list that any of these ids stands on, and since when it was last said. */
  standingsOf(
    manager: EntityManager,
    tenantId: string,
    hashes: readonly Buffer[],
  ): Promise<{ name: string; kind: string; saidAt: Date }[]> {
    return manager.query(
      `select l.name, e.kind, e.said_at as "saidAt" from audience_list_entries e
       join audience_lists l on l.tenant_id = e.tenant_id and l.id = e.list_id
       where e.tenant_id = $1 and e.hash = any($2::bytea[]) order by l.created_at, l.id, e.kind, e.hash`,
      [tenantId, hashes],
    );
  }

  async size(manager: EntityManager, { tenantId, id }: ListKey): Promise<number> {
    const [row]: { size: number }[] = await manager.query(
      'select count(*)::int as size from audience_list_entries where tenant_id = $1 and list_id = $2',
      [tenantId, id],
    );
    return row?.size ?? 0;
  }

  /** The next ids of a list in the order of their hashes. Begin with null. */
  after(
    manager: EntityManager,
    { tenantId, id }: ListKey,
    last: Buffer | null,
    limit: number,
  ): Promise<HashedId[]> {
    return manager.query(
      `select kind, hash from audience_list_entries
       where tenant_id = $1 and list_id = $2 and ($3::bytea is null or hash > $3::bytea) order by hash limit $4`,
      [tenantId, id, last, limit],
    );
  }

  private async remove(
    manager: EntityManager,
    where: string,
    values: readonly unknown[],
    limit: number | null = null,
  ): Promise<HashedId[]> {
    const [gone]: [HashedId[], number] = await manager.query(
      `delete from audience_list_entries where ctid = any(array(
         select ctid from audience_list_entries where ${where}
         order by list_id, hash limit $${values.length + 1}::integer for update))
       returning kind, hash`,
      [...values, limit],
    );
    return gone;
  }
}
