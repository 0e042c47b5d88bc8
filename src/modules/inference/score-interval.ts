import type { ScoreInterval } from '../../models/prediction/score-interval.js';

/** Bounds of one row's probability, out of the outputs `low` and `high`; null where the model does not say both. */
export function intervalAt(
  outputs: Readonly<Record<string, Float32Array>>,
  row: number,
): ScoreInterval | null {
  const low = outputs['low']?.[row];
  const high = outputs['high']?.[row];
  return low === undefined || high === undefined ? null : { low, high };
}
