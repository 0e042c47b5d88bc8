import type { Tensor } from '../../models/prediction/model-manifest.js';

/** What tensors are written on. */
export interface Paper {
  /** Room for a tensor of this name, all nought. */
  tensor(name: string, ...dims: number[]): Tensor;
}

const sizeOf = (dims: readonly number[]): number => dims.reduce((size, dim) => size * dim, 1);

/** For what is kept: each tensor has memory of its own. */
export const newPaper: Paper = {
  tensor: (_name, ...dims) => ({ dims, data: new Float32Array(sizeOf(dims)) }),
};

/** Most numbers of one tensor that memory is kept for: those of a thousand candidates. */
const mostKept = 65_536;

/**
 * For what is read at once: a tensor lasts until another of its name is asked for. To be given new memory for each request, and to have it
 * collected, takes as long as to write half of what stands on it.
 */
export class Slate implements Paper {
  private readonly kept = new Map<string, Float32Array>();

  tensor(name: string, ...dims: number[]): Tensor {
    const size = sizeOf(dims);
    if (size > mostKept) return newPaper.tensor(name, ...dims);
    let numbers = this.kept.get(name);
    if (!numbers || numbers.length < size) this.kept.set(name, (numbers = new Float32Array(size)));
    const data = numbers.subarray(0, size);
    data.fill(0);
    return { dims, data };
  }
}
