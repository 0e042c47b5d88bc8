import type { Golden, Tensors } from '../../models/prediction/model-manifest.js';

type GoldenTensors = Golden['cases'][number]['inputs'];

/** Recorded numbers as tensors. A fresh copy each time, as running hands the buffers over. */
export function toTensors(recorded: GoldenTensors): Tensors {
  return Object.fromEntries(
    Object.entries(recorded).map(([name, { dims, data }]) => [name, { dims, data: Float32Array.from(data) }]),
  );
}

/** Where an answer differs from the recorded one by more than the tolerance, in words; null when nowhere. */
export function goldenFault(expected: GoldenTensors, answer: Tensors, tolerance: number): string | null {
  for (const [name, { dims, data }] of Object.entries(expected)) {
    const found = answer[name];
    if (!found) return `golden output ${name} is not among the model's outputs`;
    if (found.dims.join() !== dims.join())
      return `golden output ${name} has shape [${dims.join(', ')}] and the model answers [${found.dims.join(', ')}]`;
    for (const [place, value] of data.entries()) {
      const number = found.data[place] ?? NaN;
      if (!(Math.abs(number - value) <= tolerance))
        return `golden output ${name}[${place}] was ${value} when the model was made and is ${number} here, more than ${tolerance} apart`;
    }
  }
  return null;
}
