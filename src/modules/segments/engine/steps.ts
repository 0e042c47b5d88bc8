import { wordsFor } from './layout.js';
import type { Slot } from './slots.js';

interface Sequence {
  readonly first: number;
  last: number;
  /** All of its slots, as bits of their word. */
  slots: number;
}

/**
 * Finds sequences going back in time: at an event of a step, it is enough to know when the nearest later event happened from
 * which the rest follows, since any other is further away. Slots of one sequence follow each other, first step first.
 */
export class Steps {
  /** When that was; −1 where there is none yet. */
  private readonly nearest: Float64Array;
  /** When the last step of that rest happened. */
  private readonly end: Float64Array;
  private readonly soon: Float64Array;
  private readonly sequence: Int32Array;
  private readonly sequences: Sequence[] = [];
  private readonly isLast: Uint8Array;
  /** By word: its first step, and the place behind its last. */
  private readonly from: Int32Array;
  private readonly to: Int32Array;

  constructor(slots: readonly Slot[]) {
    this.nearest = new Float64Array(slots.length);
    this.end = new Float64Array(slots.length);
    this.soon = new Float64Array(slots.length);
    this.sequence = new Int32Array(slots.length);
    this.isLast = new Uint8Array(slots.length);
    const words = wordsFor(slots.length);
    this.from = new Int32Array(words).fill(slots.length);
    this.to = new Int32Array(words);
    slots.forEach((slot, number) => {
      if (slot.kind !== 'step' && slot.kind !== 'since') return;
      const word = number >> 5;
      this.from[word] = Math.min(this.from[word] ?? 0, number);
      this.to[word] = number + 1;
      if (slot.kind === 'step' && slot.isFirst)
        this.sequences.push({ first: number, slots: 0, last: number });
      const current = this.sequences.at(-1);
      if (!current) return;
      current.slots |= 1 << (number & 31);
      this.sequence[number] = this.sequences.length - 1;
      if (slot.kind === 'since') return;
      this.soon[number] = slot.soon;
      if (!slot.isLast) return;
      this.isLast[number] = 1;
      current.last = number;
    });
  }

  /** Everything of a word anew. */
  begin(word: number): void {
    const to = this.to[word] ?? 0;
    for (let slot = this.from[word] ?? 0; slot < to; slot++) this.nearest[slot] = -1;
  }

  /** Takes an event of a step. Returns whether the whole sequence is found. */
  back(slot: number, when: number): boolean {
    const { nearest, end } = this;
    if (this.isLast[slot] === 1) {
      nearest[slot] = when;
      end[slot] = when;
      return false;
    }
    const after = nearest[slot + 1] ?? -1;
    if (after === -1 || after - when > (this.soon[slot] ?? 0)) return false;
    nearest[slot] = when;
    end[slot] = end[slot + 1] ?? 0;
    return this.sequences[this.sequence[slot] ?? 0]?.first === slot;
  }

  /** Whether a last step was met. */
  isBegun(last: number): boolean {
    return this.nearest[last] !== -1;
  }

  /** When the last step of what was found from this step on happened. */
  endOf(slot: number): number {
    return this.end[slot] ?? 0;
  }

  /** All slots of the sequence that a slot is of, as bits of their word. */
  slotsOf(slot: number): number {
    return this.sequences[this.sequence[slot] ?? 0]?.slots ?? 0;
  }

  lastOf(slot: number): number {
    return this.sequences[this.sequence[slot] ?? 0]?.last ?? 0;
  }
}
