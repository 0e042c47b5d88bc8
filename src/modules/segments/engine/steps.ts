import type { Slot } from './slots.js';

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
  private readonly sequences: { readonly atom: number; readonly slots: number[]; last: number }[] = [];
  private readonly isLast: Uint8Array;
  private readonly first: number;

  constructor(slots: readonly Slot[]) {
    this.nearest = new Float64Array(slots.length);
    this.end = new Float64Array(slots.length);
    this.soon = new Float64Array(slots.length);
    this.sequence = new Int32Array(slots.length);
    this.isLast = new Uint8Array(slots.length);
    const first = slots.findIndex(({ kind }) => kind === 'step');
    this.first = first === -1 ? slots.length : first;
    slots.forEach((slot, number) => {
      if (slot.kind !== 'step' && slot.kind !== 'since') return;
      if (slot.kind === 'step' && slot.isFirst)
        this.sequences.push({ atom: slot.atom, slots: [], last: number });
      const current = this.sequences.at(-1);
      if (!current) return;
      current.slots.push(number);
      this.sequence[number] = this.sequences.length - 1;
      if (slot.kind === 'since') return;
      this.soon[number] = slot.soon;
      if (!slot.isLast) return;
      this.isLast[number] = 1;
      current.last = number;
    });
  }

  begin(): void {
    for (let slot = this.first; slot < this.nearest.length; slot++) this.nearest[slot] = -1;
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
    return this.slotsOf(slot)[0] === slot;
  }

  /** Whether a last step was met. */
  isBegun(last: number): boolean {
    return this.nearest[last] !== -1;
  }

  /** When the last step of what was found from this step on happened. */
  endOf(slot: number): number {
    return this.end[slot] ?? 0;
  }

  /** All slots of the sequence that a slot is of. */
  slotsOf(slot: number): readonly number[] {
    return this.sequences[this.sequence[slot] ?? 0]?.slots ?? [];
  }

  lastOf(slot: number): number {
    return this.sequences[this.sequence[slot] ?? 0]?.last ?? 0;
  }

  atomOf(slot: number): number {
    return this.sequences[this.sequence[slot] ?? 0]?.atom ?? 0;
  }
}
