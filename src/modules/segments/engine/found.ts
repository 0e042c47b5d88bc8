import { setBit } from './layout.js';

/** What a walk has found of one person. */
export class Found {
  /** Bits of atoms that hold. */
  readonly truth: Int32Array;
  /** When that can first change by time alone: milliseconds since the epoch, Infinity for never. */
  due = Infinity;

  constructor(words: number) {
    this.truth = new Int32Array(words);
  }

  /** An atom holds, until then at least. */
  hold(atom: number, until: number): void {
    setBit(this.truth, 0, atom);
    if (until < this.due) this.due = until;
  }

  /** An atom holds or not, whatever was said of it before. */
  decide(atom: number, holds: boolean): void {
    const word = atom >> 5;
    const others = (this.truth[word] ?? 0) & ~(1 << (atom & 31));
    this.truth[word] = holds ? others | (1 << (atom & 31)) : others;
  }

  /** Something can be different then. */
  wake(at: number): void {
    if (at < this.due) this.due = at;
  }
}
