import type { PairedRow, Side } from './paired-row.js';

const bins = 10;

/** How far probabilities are from what came about, and how far they would be by chance alone. */
export interface CalibrationError {
  /** Mean distance between what was said and how often it happened, over ten groups of equal size by what was said; 0 to 1. */
  readonly error: number;
  /** Probabilities that are exactly right show less than this 19 times of 20. */
  readonly byChance: number;
}

/** Expected calibration error of one side. */
export function calibrationOf(rows: readonly PairedRow[], side: Side): CalibrationError {
  const order = rows.toSorted((left, right) => left[side] - right[side]);
  let [error, mean, variance] = [0, 0, 0];
  for (let bin = 0; bin < bins; bin++) {
    const group = order.slice(Math.floor((bin * order.length) / bins), Math.floor(((bin + 1) * order.length) / bins)); // prettier-ignore
    if (group.length === 0) continue;
    const share = group.length / rows.length;
    const said = group.reduce((sum, row) => sum + row[side], 0) / group.length;
    const came = group.filter(({ happened }) => happened).length / group.length;
    // Of a rate about what was said the distance is that of a normal value: its mean and variance are known.
    const spread = group.reduce((sum, row) => sum + row[side] * (1 - row[side]), 0) / group.length ** 2;
    error += share * Math.abs(said - came);
    mean += share * Math.sqrt((2 / Math.PI) * spread);
    variance += share ** 2 * (1 - 2 / Math.PI) * spread;
  }
  return { error, byChance: mean + 1.645 * Math.sqrt(variance) };
}
