import { z } from 'zod';
import type { Tensors } from '../../models/prediction/model-manifest.js';

/** The file a thread runs. It loads only when its bytes have this SHA-256, so what answers is what was measured. */
export interface ModelFile {
  readonly path: string;
  readonly sha256: string;
}

const fileSchema = z.object({ path: z.string(), sha256: z.string() });
const tensorsSchema = z.record(
  z.string(),
  z.object({ dims: z.array(z.number()), data: z.instanceof(Float32Array) }),
);

/** What a model thread is asked: describe the file's own inputs and outputs, or compute. */
export type ModelTask =
  | { readonly kind: 'describe'; readonly file: ModelFile }
  | { readonly kind: 'run'; readonly file: ModelFile; readonly inputs: Tensors };

/** The same as it comes in a message. */
export const modelTaskSchema: z.ZodType<ModelTask> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('describe'), file: fileSchema }),
  z.object({ kind: z.literal('run'), file: fileSchema, inputs: tensorsSchema }),
]);

/** One input or output as the ONNX file itself declares it; a size of any kind is a string. */
export interface DeclaredTensor {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

/** What a model thread answers. A fault is a value, so that an exception can only mean a dead thread. */
export type ModelAnswer =
  | { readonly kind: 'described'; readonly inputs: DeclaredTensor[]; readonly outputs: DeclaredTensor[] }
  | { readonly kind: 'ran'; readonly outputs: Tensors }
  | { readonly kind: 'fault'; readonly message: string };
