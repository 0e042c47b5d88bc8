import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ModelName, Tensors } from '../../../src/models/prediction/model-manifest.js';

/** onnxruntime as it comes, on the thread that asks: what no way of asking for it can undercut. */
export class BareModel {
  private constructor(private readonly session: InferenceSession) {}

  /** Opens a committed version, with the settings under which it serves. */
  static async open(name: ModelName, version: string): Promise<BareModel> {
    const session = await InferenceSession.create(join('ml-artifacts', name, version, 'model.onnx'), {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
    });
    return new BareModel(session);
  }

  /** Runs what lies ready. */
  run(feeds: Feeds): Promise<InferenceSession.OnnxValueMapType> {
    return this.session.run(feeds);
  }
}

/** Inputs as onnxruntime takes them. */
export type Feeds = Record<string, Tensor>;

/** Makes them out of ours. */
export function feedsOf(tensors: Tensors): Feeds {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { dims, data }]) => [name, new Tensor('float32', data, dims)]),
  );
}

/** The numbers of an output. */
export function numbersOf(outputs: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array)) throw new Error(`output ${name} is not float32`);
  return data;
}
