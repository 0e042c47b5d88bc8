import type { Tensors } from '../../models/prediction/model-manifest.js';

/** The file a thread runs. It loads only when its bytes have this SHA-256, so what answers is what was measured. */
export interface ModelFile {
  readonly path: string;
  readonly sha256: string;
}

/** What a model thread is asked: describe the file's own inputs and outputs, or compute. */
export type ModelTask =
  | { readonly kind: 'describe'; readonly file: ModelFile }
  | { readonly kind: 'run'; readonly file: ModelFile; readonly inputs: Tensors };

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
