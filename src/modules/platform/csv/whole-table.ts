import { importImpossible } from './import-impossible.js';
import type { CsvFile, CsvLine } from './read-csv.js';
import type { ImportRemark, RowRemark } from './row-remark.js';

/** A row understood, or everything that is wrong with it. */
export type RowOutcome<Row> = { readonly row: Row } | { readonly rejects: readonly RowRemark[] };

/** Every row of a table, or everything that stands in the way of one. */
export type WholeTable<Row> =
  { readonly rows: readonly Row[] } | { readonly rejected: readonly ImportRemark[] };

/** Such a table is held in memory whole. */
const mostRows = 20_000;

/**
 * Reads a table that counts as a whole only, as half a price list is a wrong one.
 * @throws AppError IMPORT_IMPOSSIBLE when it has no rows, or too many
 */
export async function readWhole<Row>(
  file: CsvFile,
  readRow: (cells: Readonly<Record<string, string>>) => RowOutcome<Row>,
  onProgress: (share: number, rows: number, rejected: number) => void = () => undefined,
): Promise<WholeTable<Row>> {
  const rows: Row[] = [];
  const rejected: ImportRemark[] = [];
  for await (const line of file.lines) {
    if (rows.length === mostRows) throw importImpossible(`There are more than ${mostRows} rows; split the table by make, each under a name of its own.`); // prettier-ignore
    const outcome = 'cells' in line && line.surplus === 0 ? readRow(line.cells) : { rejects: [brokenLine(line)] }; // prettier-ignore
    if ('row' in outcome) rows.push(outcome.row);
    else rejected.push(...outcome.rejects.map((remark) => ({ line: line.line, severity: 'reject' as const, ...remark }))); // prettier-ignore
    onProgress(file.progress(), rows.length, rejected.length);
  }
  // Lines that cannot be read are heard of before those that stand above them.
  if (rejected.length > 0) return { rejected: rejected.toSorted((a, b) => a.line - b.line) };
  if (rows.length === 0) throw importImpossible('The table has no rows; nothing was published.');
  return { rows };
}

function brokenLine(line: CsvLine): RowRemark {
  const reason = 'fault' in line ? `cannot be read: ${line.fault}` : 'has more cells than the first line names columns, so they have shifted'; // prettier-ignore
  return {
    column: '',
    valueClass: 'row',
    reason,
    remedy: 'put cells that hold the separator in double quotes',
  };
}
