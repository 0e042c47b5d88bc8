import type { DataSource } from 'typeorm';
import { hashedColumns, identityText, type HashedColumn } from '../../../models/sealed-columns.js';
import type { KeyRing } from './key-ring.js';
import { blockRangesOf, type BlockRange } from './table-blocks.js';

/** An id, found by whatever key it was hashed with. */
interface Found {
  readonly tid: string;
  readonly tenantId: string;
  readonly kind: string;
  readonly sealed: string;
  readonly hash: Buffer;
}

/**
 * Hashes every id anew that is not under the ring's lookup key. Nobody else may write meanwhile. What is done stays done,
 * so it may be cut short and begun again. Returns how many were hashed anew.
 */
export async function rehashAll(
  dataSource: DataSource,
  ring: KeyRing,
  told: (share: number, rehashed: number) => void = () => undefined,
): Promise<number> {
  let rehashed = 0;
  for (const hashed of hashedColumns)
    for (const range of await blockRangesOf(dataSource, hashed.table)) {
      rehashed += await rehashBlocks(dataSource, ring, hashed, range);
      told(range.share, rehashed);
    }
  return rehashed;
}

function rehashBlocks(
  dataSource: DataSource,
  ring: KeyRing,
  { table, column, kind: kindSql, of, part = (opened) => opened }: HashedColumn,
  { bounds }: BlockRange,
): Promise<number> {
  return dataSource.transaction(async (manager) => {
    const found: Found[] = await manager.query(
      `select ctid::text as tid, tenant_id as "tenantId", ${kindSql} as kind, ${of.column} as sealed, ${column} as hash
       from ${table} where ctid >= $1::tid and ctid < $2::tid and ${column} is not null for no key update`,
      [...bounds],
    );
    const changed = found.flatMap(({ tid, tenantId, kind, sealed, hash: known }) => {
      const hash = ring.hash(identityText({ tenantId, kind, value: part(ring.open(of, tenantId, sealed)) }));
      return hash.equals(known) ? [] : [{ tid, hash }];
    });
    if (changed.length === 0) return 0;
    await manager.query(
      `update ${table} t set ${column} = n.hash from unnest($1::tid[], $2::bytea[]) as n (tid, hash)
       where t.ctid = n.tid and t.ctid = any($1::tid[])`,
      [changed.map(({ tid }) => tid), changed.map(({ hash }) => hash)],
    );
    return changed.length;
  });
}
