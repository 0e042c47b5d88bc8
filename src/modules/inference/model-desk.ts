import type { Tensor, Tensors } from '../../models/prediction/model-manifest.js';
import type { Paper } from './paper.js';

/** Words before the numbers: what is on the desk, and the dimensions of each tensor. */
const headerWords = 256;
/** Numbers a desk has room for: a thousand candidates and their viewer. */
const room = 65_536;

/**
 * Memory that two threads share, and in it one request or its answer: some tensors. Numbers are copied once on each side and nothing is made
 * into a message, which for a small model takes longer than to run it. Both know the tensors' names; whose turn it is, is told elsewhere.
 */
export class Desk {
  private readonly header: Int32Array;
  private readonly numbers: Float32Array;

  private constructor(readonly memory: SharedArrayBuffer) {
    this.header = new Int32Array(memory, 0, headerWords);
    this.numbers = new Float32Array(memory, headerWords * 4);
  }

  /** A new desk with nothing on it. */
  static open(): Desk {
    return new Desk(new SharedArrayBuffer((headerWords + room) * 4));
  }

  /** The same desk, seen from the other thread. */
  static at(memory: SharedArrayBuffer): Desk {
    return new Desk(memory);
  }

  /** The number that was put there with the tensors. */
  get about(): number {
    return this.header[0] ?? 0;
  }

  /** Puts a number there and nothing else. */
  note(about: number): void {
    this.header[0] = about;
  }

  /** Puts the tensors of these names there; false where they do not fit or there are others, and then nothing on it counts. */
  put(about: number, names: readonly string[], tensors: Tensors): boolean {
    const { header, numbers } = this;
    let [word, number] = [2, 0];
    for (const name of names) {
      const tensor = tensors[name];
      if (!tensor) return false;
      const { dims, data } = tensor;
      if (word + dims.length + 1 > headerWords || number + data.length > room) return false;
      header[word++] = dims.length;
      for (const size of dims) header[word++] = size;
      numbers.set(data, number);
      number += data.length;
    }
    for (const name in tensors) if (!names.includes(name)) return false;
    header[0] = about;
    header[1] = names.length;
    return true;
  }

  /** A copy of the tensors that lie there, on this paper; `names` as they were put. */
  take(names: readonly string[], paper: Paper): Tensors {
    const { header, numbers } = this;
    if (header[1] !== names.length)
      throw new Error(`${header[1]} tensors lie on a desk where there should be ${names.join(', ')}`);
    let [word, number] = [2, 0];
    const tensors = names.map((name): [string, Tensor] => {
      const rank = header[word++] ?? 0;
      const tensor = paper.tensor(name, ...header.subarray(word, word + rank));
      tensor.data.set(numbers.subarray(number, number + tensor.data.length));
      number += tensor.data.length;
      word += rank;
      return [name, tensor];
    });
    // A name is whatever a model calls its input, `__proto__` too.
    return Object.fromEntries(tensors);
  }
}
