import type { Tensor, Tensors } from '../../models/prediction/model-manifest.js';

/** Words before the numbers: what is on the desk, and the name and dimensions of each tensor. */
const headerWords = 256;
/** Numbers a desk has room for: a thousand candidates and their viewer. */
const room = 65_536;

/**
 * Memory that two threads share, and in it one request or its answer: some tensors with their names. Numbers are copied once on each side
 * and nothing is made into a message, which for a small model takes longer than to run it. Whose turn it is, is told elsewhere.
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
    this.header[1] = 0;
  }

  /** Puts tensors there; false where they do not fit, and then nothing on it counts. */
  put(about: number, tensors: Tensors): boolean {
    const { header, numbers } = this;
    let [word, number, count] = [2, 0, 0];
    for (const name in tensors) {
      const tensor = tensors[name];
      if (!tensor) continue;
      const { dims, data } = tensor;
      if (word + name.length + dims.length + 2 > headerWords || number + data.length > room) return false;
      header[word++] = name.length;
      for (let place = 0; place < name.length; place++) header[word++] = name.charCodeAt(place);
      header[word++] = dims.length;
      for (const size of dims) header[word++] = size;
      numbers.set(data, number);
      number += data.length;
      count += 1;
    }
    header[0] = about;
    header[1] = count;
    return true;
  }

  /** A copy of the tensors that lie there, in memory of the thread's own. */
  take(): Tensors {
    const { header, numbers } = this;
    // Of no prototype, for a name is whatever a model calls its input.
    const tensors = Object.create(null) as Record<string, Tensor>;
    let [word, number] = [2, 0];
    const next = (): number => header[word++] ?? 0;
    for (let left = header[1] ?? 0; left > 0; left--) {
      const letters = next();
      const name = String.fromCharCode(...header.subarray(word, word + letters));
      word += letters;
      const dims = Array.from({ length: next() }, next);
      const size = dims.reduce((product, dim) => product * dim, 1);
      tensors[name] = { dims, data: numbers.slice(number, number + size) };
      number += size;
    }
    return tensors;
  }
}
