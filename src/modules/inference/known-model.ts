import type { Tensors } from '../../models/prediction/model-manifest.js';
import type { ModelFile } from './model-task.js';

/**
 * What the event loop and a thread know alike of a model: each notes the same of the same messages, so that neither has to be told again
 * what the tensors of its requests and answers are called.
 */
export class KnownModel {
  /** Names of what it takes and gives, in order; null until there was a message with them. */
  inputs: readonly string[] | null = null;
  outputs: readonly string[] | null = null;

  /** @param number by which it goes on a desk */
  constructor(
    readonly number: number,
    readonly file: ModelFile,
  ) {}

  /** Notes a request that goes as a message. */
  noteInputs(tensors: Tensors): void {
    this.inputs ??= Object.keys(tensors);
  }

  /** Notes an answer that goes as a message. */
  noteOutputs(tensors: Tensors): void {
    this.outputs ??= Object.keys(tensors);
  }
}
