/** A size, or the name of an open one. */
type Size = number | string;
export interface OnnxTensor {
  name: string;
  shape: readonly Size[];
}
export interface OnnxNode {
  type: string;
  inputs: string[];
  output: string;
}
export interface OnnxGraph {
  inputs: OnnxTensor[];
  outputs: OnnxTensor[];
  /** Fixed numbers; a shape of one axis unless `shape` says otherwise. */
  weights: { name: string; values: readonly number[]; shape?: readonly number[] }[];
  nodes: OnnxNode[];
}

const float32 = 1;

/** The bytes of a small float32 ONNX model, so that tests need no binary files and follow the features' sizes. */
export function onnxBytes({ inputs, outputs, weights, nodes }: OnnxGraph): Buffer {
  const graph = Buffer.concat([
    ...nodes.map((node) => message(1, [...node.inputs.map((name) => text(1, name)), text(2, node.output), text(4, node.type)])),
    text(2, 'graph'),
    ...weights.map(({ name, values, shape = [values.length] }) =>
      message(5, [
        ...shape.map((size) => number(1, size)),
        number(2, float32),
        text(8, name),
        bytes(9, Buffer.from(Float32Array.from(values).buffer)),
      ]),
    ),
    ...inputs.map((tensor) => message(11, valueInfo(tensor))),
    ...outputs.map((tensor) => message(12, valueInfo(tensor))),
  ]); // prettier-ignore
  return Buffer.concat([number(1, 9), bytes(7, graph), message(8, [text(1, ''), number(2, 17)])]);
}

function valueInfo({ name, shape }: OnnxTensor): Buffer[] {
  const dims = shape.map((size) => message(1, [typeof size === 'number' ? number(1, size) : text(2, size)]));
  return [text(1, name), message(2, [message(1, [number(1, float32), message(2, dims)])])];
}

function varint(value: number): Buffer {
  const out: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...out, rest]);
    out.push((rest % 128) + 128);
  }
}
const number = (field: number, value: number): Buffer => Buffer.concat([varint(field * 8), varint(value)]);
const bytes = (field: number, value: Buffer): Buffer =>
  Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);
const text = (field: number, value: string): Buffer => bytes(field, Buffer.from(value));
const message = (field: number, parts: Buffer[]): Buffer => bytes(field, Buffer.concat(parts));
