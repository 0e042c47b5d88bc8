import type { Tensors } from '../../models/prediction/model-manifest.js';
import { ModelFailure } from './model-failure.js';

/**
 * Each named output as one probability a row.
 * @throws ModelFailure failed, where an output has another length or a number that is no probability
 */
export function readProbabilities(
  names: readonly string[],
  outputs: Tensors,
  rows: number,
): Readonly<Record<string, Float32Array>> {
  const probabilities: Record<string, Float32Array> = {};
  for (const name of names) {
    const data = outputs[name]?.data ?? new Float32Array();
    if (data.length !== rows)
      throw new ModelFailure('failed', `output ${name} has ${data.length} numbers for ${rows} rows`);
    const odd = data.find((value) => !(value >= 0 && value <= 1));
    if (odd !== undefined) throw new ModelFailure('failed', `output ${name} holds ${odd}, no probability`);
    probabilities[name] = data;
  }
  return probabilities;
}
