import type { ErasedRecords } from '../../models/rights/personal-data.js';

/** Counts of the same kind added up, in the order in which they first came. */
export function addUp(one: readonly ErasedRecords[], other: readonly ErasedRecords[]): ErasedRecords[] {
  const counts = new Map<string, number>();
  for (const { what, count } of [...one, ...other]) counts.set(what, (counts.get(what) ?? 0) + count);
  return [...counts].map(([what, count]) => ({ what, count }));
}
