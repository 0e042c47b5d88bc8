import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { SealedColumn } from '../../../models/sealed-columns.js';
import type { KeyRing } from './key-ring.js';
import { blockRangesOf, partsOf, type BlockRange } from './table-blocks.js';

const pauseMs = 200;

/** How far a rotation is: the share of the table at hand, 0 to 1, and the values sealed anew so far. */
export interface RotationProgress {
  readonly place: SealedColumn;
  readonly share: number;
  readonly resealed: number;
}

/** A row with a value under another key than the current one. */
interface Found {
  readonly tid: string;
  readonly tenantId: string;
  readonly sealed: string;
}

/**
 * Seals everything anew that is not under the current key, a few blocks of a table at a time, while the service runs: a
 * row that is being written is passed over and looked at again. What is done stays done, so it may be cut short and
 * begun again. Returns how many values were sealed anew.
 */
export async function resealAll(
  dataSource: DataSource,
  ring: KeyRing,
  places: readonly SealedColumn[],
  told: (progress: RotationProgress) => void = () => undefined,
): Promise<number> {
  let resealed = 0;
  for (const place of places)
    for (const table of await partsOf(dataSource, place.table))
      while (await isLeft(dataSource, ring, table, place)) {
        const before = resealed;
        for (const range of await blockRangesOf(dataSource, table)) {
          resealed += await resealBlocks(dataSource, ring, table, place, range);
          told({ place, share: range.share, resealed });
        }
        if (resealed === before) await sleep(pauseMs);
      }
  return resealed;
}

async function resealBlocks(
  dataSource: DataSource,
  ring: KeyRing,
  table: string,
  place: SealedColumn,
  { bounds }: BlockRange,
): Promise<number> {
  const { column } = place;
  return dataSource.transaction(async (manager) => {
    const found: Found[] = await manager.query(
      `select ctid::text as tid, tenant_id as "tenantId", ${column} as sealed from ${table}
       where ctid >= $1::tid and ctid < $2::tid and ${column} is not null and not starts_with(${column}, $3)
       for no key update skip locked`,
      [...bounds, ring.currentPrefix],
    );
    if (found.length === 0) return 0;
    await manager.query(
      `update ${table} t set ${column} = n.sealed from unnest($1::tid[], $2::text[]) as n (tid, sealed)
       where t.ctid = n.tid and t.ctid = any($1::tid[])`,
      [
        found.map(({ tid }) => tid),
        found.map(({ tenantId, sealed }) => ring.reseal(place, tenantId, sealed)),
      ],
    );
    return found.length;
  });
}

async function isLeft(
  dataSource: DataSource,
  ring: KeyRing,
  table: string,
  { column }: SealedColumn,
): Promise<boolean> {
  const [row]: { left: boolean }[] = await dataSource.query(
    `select exists (select from ${table} where ${column} is not null and not starts_with(${column}, $1)) as left`,
    [ring.currentPrefix],
  );
  return row?.left ?? false;
}
