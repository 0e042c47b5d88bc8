import type { ModelManifest, TensorSpec } from '../../models/prediction/model-manifest.js';
import type { DeclaredTensor } from './model-task.js';
import type { ModelUse } from './model-uses.js';

/** What an ONNX file says of itself. */
export interface Declared {
  readonly inputs: readonly DeclaredTensor[];
  readonly outputs: readonly DeclaredTensor[];
}

/**
 * Where code, manifest and model disagree, in words; null when all three say the same. Order does not matter, names,
 * types and sizes do; `"batch"` is any size.
 */
export function contractFault(use: ModelUse, manifest: ModelManifest, declared: Declared): string | null {
  if (manifest.featureSet !== use.featureSet)
    return `was trained on feature set ${manifest.featureSet}; this version of Carousel computes ${use.featureSet}: retrain, or run the version that matches`;
  return (
    tensorsFault('input', manifest.inputs, declared.inputs) ??
    tensorsFault('output', manifest.outputs, declared.outputs) ??
    namesFault('input', use.inputs, manifest.inputs) ??
    namesFault('output', use.outputs, manifest.outputs)
  );
}

function tensorsFault(
  side: string,
  specs: readonly TensorSpec[],
  found: readonly DeclaredTensor[],
): string | null {
  for (const spec of specs) {
    const tensor = found.find(({ name }) => name === spec.name);
    if (!tensor) return `manifest.json promises an ${side} ${spec.name}; model.onnx has ${list(found)}`;
    if (tensor.type !== spec.type || !sameShape(spec.shape, tensor.shape))
      return `${side} ${spec.name} is ${spec.type} [${spec.shape.join(', ')}] in manifest.json and ${tensor.type} [${tensor.shape.join(', ')}] in model.onnx`;
  }
  const extra = found.find(({ name }) => !specs.some((spec) => spec.name === name));
  return extra ? `model.onnx has an ${side} ${extra.name} that manifest.json does not name` : null;
}

function namesFault(side: string, wanted: readonly string[], specs: readonly TensorSpec[]): string | null {
  const missing = wanted.find((name) => !specs.some((spec) => spec.name === name));
  if (missing !== undefined) return `this use needs an ${side} ${missing}; the model has ${list(specs)}`;
  const extra = specs.find(({ name }) => side === 'input' && !wanted.includes(name));
  return extra ? `the model wants an input ${extra.name} that Carousel does not compute` : null;
}

/** A number must be that number; `"batch"` must be left open in the file. */
function sameShape(spec: readonly (number | 'batch')[], found: readonly (number | string)[]): boolean {
  return (
    spec.length === found.length &&
    spec.every((size, axis) => (size === 'batch' ? isOpen(found[axis]) : size === found[axis]))
  );
}

function isOpen(size: number | string | undefined): boolean {
  return typeof size === 'string' || (size !== undefined && size <= 0);
}

function list(tensors: readonly { name: string }[]): string {
  return tensors.map(({ name }) => name).join(', ') || 'none';
}
