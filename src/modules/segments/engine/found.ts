import { wordsFor } from './layout.js';
import { rowSize, turn } from './row.js';
import { wordBits } from './slots.js';

/** What is found of the people of a row. */
export class Found {
  /** By word of atoms, then by lane: the atoms that hold of that person. Turned: by atom, the lanes of whom it holds. */
  readonly truth: Int32Array;
  /** By lane: when that can first change by time alone; milliseconds since the epoch, Infinity for never. */
  readonly due = new Float64Array(rowSize);
  private readonly atNothing: Int32Array;

  /** By word: how many bits of it are atoms. */
  private readonly used: readonly number[];

  /**
   * @param personAtoms how many atoms are about persons
   * @param slots how many stand in the words behind those
   * @param atNothing by word of slots: those whose atoms hold of whoever did nothing
   */
  constructor(personAtoms: number, slots: number, atNothing: Int32Array) {
    this.used = [...used(personAtoms), ...used(slots)];
    const first = this.used.length - atNothing.length;
    this.atNothing = Int32Array.from(this.used, (_, word) => atNothing[word - first] ?? 0);
    this.truth = new Int32Array(this.used.length * rowSize);
  }

  /** Another row. */
  begin(): void {
    const { due, truth, atNothing } = this;
    for (let lane = 0; lane < rowSize; lane++) due[lane] = Infinity;
    for (let place = 0; place < truth.length; place++) truth[place] = atNothing[place >>> 5] ?? 0;
  }

  /** From what holds of each to whom each holds of. */
  turn(lanes: number): void {
    for (let word = 0; word < this.used.length; word++)
      turn(this.truth, word * rowSize, this.used[word] ?? 0, lanes);
  }

  /** Something can be different then for the person of that lane. */
  wake(lane: number, at: number): void {
    if (at < (this.due[lane] ?? 0)) this.due[lane] = at;
  }
}

function used(bits: number): number[] {
  return Array.from({ length: wordsFor(bits) }, (_, word) => Math.min(wordBits, bits - word * wordBits));
}
