import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Tensors } from '../../models/prediction/model-manifest.js';
import type { DeclaredTensor, ModelAnswer, ModelFile, ModelTask } from './model-task.js';
import { serveModels } from './serve-models.js';

/** One thread computes one batch at a time; more threads, not wider ones, serve more requests (`MODEL_THREADS`). */
const options: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
};

const sessions = new Map<string, Promise<InferenceSession>>();

async function work(task: ModelTask): Promise<ModelAnswer> {
  try {
    const session = await sessionOf(task.file);
    if (task.kind === 'describe') return describe(session);
    return { kind: 'ran', outputs: await run(session, task.inputs) };
  } catch (fault) {
    return { kind: 'fault', message: fault instanceof Error ? fault.message : String(fault) };
  }
}

function sessionOf(file: ModelFile): Promise<InferenceSession> {
  const known = sessions.get(file.path);
  if (known) return known;
  const loading = load(file);
  sessions.set(file.path, loading);
  loading.catch(() => sessions.delete(file.path));
  return loading;
}

/** Reads, checks and opens the file: the session is made from the very bytes whose checksum was taken. */
async function load({ path, sha256 }: ModelFile): Promise<InferenceSession> {
  const bytes = await readFile(path);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256)
    throw new Error(
      `model.onnx has SHA-256 ${found} where its manifest says ${sha256}; restore the file that was measured`,
    );
  return InferenceSession.create(bytes, options);
}

function describe(session: InferenceSession): ModelAnswer {
  return {
    kind: 'described',
    inputs: session.inputMetadata.map(declared),
    outputs: session.outputMetadata.map(declared),
  };
}

function declared(metadata: InferenceSession.ValueMetadata): DeclaredTensor {
  const { name } = metadata;
  return metadata.isTensor
    ? { name, type: metadata.type, shape: metadata.shape }
    : { name, type: 'not a tensor', shape: [] };
}

async function run(session: InferenceSession, inputs: Tensors): Promise<Tensors> {
  const feeds: Record<string, Tensor> = {};
  for (const [name, { dims, data }] of Object.entries(inputs))
    feeds[name] = new Tensor('float32', data, dims);
  const fetched = await session.run(feeds);
  return Object.fromEntries(
    Object.entries(fetched).map(([name, { dims, data }]) => {
      if (!(data instanceof Float32Array)) throw new Error(`output ${name} is not float32`);
      return [name, { dims, data }];
    }),
  );
}

/** The thread that runs models, and the only importer of onnxruntime-node: `session.run` blocks whoever calls it. */
await serveModels(work);
