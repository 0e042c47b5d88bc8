import type { ErasedRecords } from '../../models/rights/personal-data.js';

/** Counts of the same kind added up, in the order in which they first came; what stays apart from what is gone. */
export function addUp(one: readonly ErasedRecords[], other: readonly ErasedRecords[]): ErasedRecords[] {
  const sums = new Map<string, ErasedRecords>();
  for (const record of [...one, ...other]) {
    const kind = `${record.what} ${record.keptUntil ?? ''}`;
    sums.set(kind, { ...record, count: (sums.get(kind)?.count ?? 0) + record.count });
  }
  return [...sums.values()];
}
