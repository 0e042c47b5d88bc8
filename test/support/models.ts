import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Golden, ModelManifest, Tensors } from '../../src/models/prediction/model-manifest.js';
import { leadFeatureSet, leadFeatures } from '../../src/modules/inference/features/lead-features.js';
import { offerFeatureSet, offerInputs } from '../../src/modules/inference/features/offer-features.js';
import { onnxBytes, type OnnxGraph } from './onnx.js';

/** A model as it stands in its folder, before a test breaks it. */
export interface ModelParts {
  model: Buffer;
  manifest: ModelManifest;
  golden: Golden;
}

const width = leadFeatures.length;
/** What each feature of the small lead model is worth, in log-odds a unit. */
export const leadWeights = Array.from({ length: width }, (_, place) => (place % 5) * 0.02 - 0.03);
export const leadBias = -2;

/** A real, tiny `lead-score`: a logistic over the features; `reach` log-odds either way are its bounds, where it says them. */
export function leadModel(version = '2026-11-01.1', reach: number | null = null): ModelParts {
  const inputs = { features: ['batch', width] as const };
  const typical = leadFeatures.map((feature) => feature.typical);
  const logOdds = typical.reduce((sum, value, place) => sum + value * (leadWeights[place] ?? 0), leadBias);
  return parts('lead-score', version, leadFeatureSet, {
    inputs,
    outputs: ['probability', ...(reach === null ? [] : ['low', 'high'])],
    weights: [
      { name: 'weights', values: leadWeights },
      { name: 'bias', values: [leadBias] },
      ...(reach === null ? [] : [{ name: 'reach', values: [reach] }]),
    ],
    nodes: [
      { type: 'MatMul', inputs: ['features', 'weights'], output: 'weighed' },
      { type: 'Add', inputs: ['weighed', 'bias'], output: 'log_odds' },
      { type: 'Sigmoid', inputs: ['log_odds'], output: 'probability' },
      ...(reach === null ? [] : boundNodes),
    ],
    golden: {
      inputs: { features: { dims: [1, width], data: Float32Array.from(typical) } },
      outputs: { probability: { dims: [1], data: Float32Array.of(1 / (1 + Math.exp(-logOdds))) } },
    },
  });
}

const boundNodes = [
  { type: 'Sub', inputs: ['log_odds', 'reach'], output: 'least' },
  { type: 'Add', inputs: ['log_odds', 'reach'], output: 'most' },
  { type: 'Sigmoid', inputs: ['least'], output: 'low' },
  { type: 'Sigmoid', inputs: ['most'], output: 'high' },
];

/** A real, tiny `offer-propensity`: click rises with affinity, lead is its square. */
export function offerModel(version = '2026-11-01.1'): ModelParts {
  const affinity = Number(offerInputs['affinity']?.[1]);
  const zeros = Object.fromEntries(
    Object.entries(offerInputs).map(([name, shape]) => {
      const dims = shape.map((size) => (size === 'batch' ? 1 : size));
      return [name, { dims, data: new Float32Array(dims.reduce((size, dim) => size * dim, 1)) }];
    }),
  );
  return parts('offer-propensity', version, offerFeatureSet, {
    inputs: offerInputs,
    outputs: ['click', 'lead'],
    weights: [{ name: 'weights', values: Array.from({ length: affinity }, () => 1) }],
    nodes: [
      { type: 'MatMul', inputs: ['affinity', 'weights'], output: 'log_odds' },
      { type: 'Sigmoid', inputs: ['log_odds'], output: 'click' },
      { type: 'Mul', inputs: ['click', 'click'], output: 'lead' },
    ],
    golden: {
      inputs: zeros,
      outputs: { click: { dims: [1], data: Float32Array.of(0.5) }, lead: { dims: [1], data: Float32Array.of(0.25) } }, // prettier-ignore
    },
  });
}

/** Writes a model into a models folder, whole or with parts a test replaced; `null` leaves a file out. */
export function install(
  modelsDir: string,
  model: ModelParts,
  broken: { model?: Buffer | null; manifest?: object | string | null; golden?: object | null } = {},
): void {
  const folder = join(modelsDir, model.manifest.name, model.manifest.version);
  mkdirSync(folder, { recursive: true });
  const put = (file: string, part: Buffer | object | string | null) => {
    if (part === null) return;
    const content = Buffer.isBuffer(part) || typeof part === 'string' ? part : JSON.stringify(part);
    writeFileSync(join(folder, file), content);
  };
  put('model.onnx', broken.model === undefined ? model.model : broken.model);
  put('manifest.json', broken.manifest === undefined ? model.manifest : broken.manifest);
  put('golden.json', broken.golden === undefined ? model.golden : broken.golden);
}

interface Recipe extends Pick<OnnxGraph, 'weights' | 'nodes'> {
  inputs: Readonly<Record<string, readonly (number | 'batch')[]>>;
  /** One number a row each. */
  outputs: string[];
  golden: { inputs: Tensors; outputs: Tensors };
}

function parts(name: ModelManifest['name'], version: string, featureSet: string, recipe: Recipe): ModelParts {
  const inputs = Object.entries(recipe.inputs).map(([input, shape]) => ({ name: input, type: 'float32' as const, shape: [...shape] })); // prettier-ignore
  const outputs = recipe.outputs.map((output) => ({ name: output, type: 'float32' as const, shape: ['batch' as const] })); // prettier-ignore
  const model = onnxBytes({ inputs, outputs, weights: recipe.weights, nodes: recipe.nodes });
  const manifest: ModelManifest = {
    name,
    version,
    sha256: createHash('sha256').update(model).digest('hex'),
    trainedAt: '2026-11-01T00:00:00Z',
    featureSet,
    inputs,
    outputs,
    data: { origin: 'written by a test', rows: 1, from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' },
    metrics: { auc: 0.5 },
  };
  const cases = [{ inputs: record(recipe.golden.inputs), outputs: record(recipe.golden.outputs) }];
  return { model, manifest, golden: { tolerance: 1e-5, cases } };
}

function record(tensors: Tensors): Golden['cases'][number]['inputs'] {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { dims, data }]) => [name, { dims: [...dims], data: [...data] }]),
  );
}
