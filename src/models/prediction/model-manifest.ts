import { z } from 'zod';
import { versionFormat } from './version-owner.js';

/** The models Carousel knows a use for; folder names under ml-artifacts. */
export const modelNames = ['lead-score', 'offer-propensity'] as const;
export type ModelName = (typeof modelNames)[number];

const tensorSpec = z.object({
  name: z.string(),
  type: z.literal('float32'),
  /** Fixed sizes as numbers; `"batch"` where any size goes. */
  shape: z.array(z.union([z.number().int().positive(), z.literal('batch')])),
});

export type TensorSpec = z.infer<typeof tensorSpec>;

/**
 * What stands beside every `model.onnx`: what it is, what goes in and out, and how we know the file is the one that
 * was measured. A model without a valid manifest does not run.
 */
export const modelManifestSchema = z.object({
  /** Folder name under ml-artifacts: `lead-score`. */
  name: z.enum(modelNames),
  /** Folder name under that: `2026-11-22.1`, and behind it whose it is where it is a tenant's own. Versions are immutable. */
  version: z.string().regex(versionFormat),
  /** Hex SHA-256 of model.onnx. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  trainedAt: z.iso.datetime(),
  /** Names the code that computes the inputs; serving refuses a model trained on another set. */
  featureSet: z.string(),
  inputs: z.array(tensorSpec),
  outputs: z.array(tensorSpec),
  /** Where the training data came from, in words: `simulated shoppers, seed 7`. */
  data: z.object({
    origin: z.string(),
    rows: z.number().int(),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
  }),
  /** Measured on held-out data: `auc`, `ece10`, `truth_auc` and so on. */
  metrics: z.record(z.string(), z.number()),
});
export type ModelManifest = z.infer<typeof modelManifestSchema>;

/** Inputs with the outputs the training side saw, checked at every start: proves the runtime agrees with the trainer. */
export const goldenSchema = z.object({
  /** Largest absolute difference allowed. */
  tolerance: z.number().positive(),
  cases: z.array(
    z.object({
      inputs: z.record(z.string(), z.object({ dims: z.array(z.number().int()), data: z.array(z.number()) })),
      outputs: z.record(z.string(), z.object({ dims: z.array(z.number().int()), data: z.array(z.number()) })),
    }),
  ),
});
export type Golden = z.infer<typeof goldenSchema>;

/** A dense float tensor, row-major. */
export interface Tensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}
/** Named tensors, as ONNX takes and gives them. */
export type Tensors = Readonly<Record<string, Tensor>>;
