import { deviations, type Difference, type PairedRow, type Side } from './paired-row.js';

/** So sure a probability may be before it is held to be: what is said to be impossible and happens must not weigh without end. */
const surest = 1e-6;

/** Mean log loss of one side; in nats a row, less is better. */
export function logLoss(rows: readonly PairedRow[], side: Side): number {
  return rows.reduce((sum, row) => sum + lossOf(row, side), 0) / rows.length;
}

/** Log loss of the challenger less that of the champion, row by row: what both find hard cancels out. Below 0 the challenger is better. */
export function logLossDifference(rows: readonly PairedRow[]): Difference {
  const differences = rows.map((row) => lossOf(row, 'challenger') - lossOf(row, 'champion'));
  const value = differences.reduce((sum, each) => sum + each, 0) / rows.length;
  const squares = differences.reduce((sum, each) => sum + (each - value) ** 2, 0);
  const error = Math.sqrt(squares / Math.max(1, rows.length - 1) / rows.length);
  return { value, low: value - deviations * error, high: value + deviations * error };
}

function lossOf(row: PairedRow, side: Side): number {
  const said = Math.min(1 - surest, Math.max(surest, row[side]));
  return -Math.log(row.happened ? said : 1 - said);
}
