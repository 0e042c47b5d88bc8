import type { Found } from './found.js';
import type { Layout } from './layout.js';
import type { Schedule } from './schedule.js';
import type { AmountSlot } from './slots.js';

const none: readonly { readonly number: number; readonly slot: AmountSlot }[] = [];

/** Adds amounts up. */
export class Sums {
  /** By word. */
  private readonly slots: readonly (readonly { readonly number: number; readonly slot: AmountSlot }[])[];
  private readonly sum: Float64Array;
  private readonly count: Int32Array;
  /** When the amount that was added last happened: the oldest. */
  private readonly oldest: Float64Array;

  constructor(private readonly layout: Layout) {
    const slots = layout.slots.flatMap((slot, number) => (slot.kind === 'amount' ? [{ number, slot }] : []));
    this.slots = Array.from({ length: layout.words }, (_, word) => slots.filter(({ number }) => number >> 5 === word)); // prettier-ignore
    this.sum = new Float64Array(layout.slots.length);
    this.count = new Int32Array(layout.slots.length);
    this.oldest = new Float64Array(layout.slots.length);
  }

  /** Everything of a word anew. */
  begin(word: number): void {
    const slots = this.slots[word] ?? none;
    for (let place = 0; place < slots.length; place++) {
      const number = slots[place]?.number ?? 0;
      this.sum[number] = 0;
      this.count[number] = 0;
    }
  }

  /** Returns whether it is enough, whatever else is added. */
  add(number: number, when: number, kind: number): boolean {
    const sum = (this.sum[number] ?? 0) + (this.layout.amounts[number]?.[kind] ?? 0);
    this.sum[number] = sum;
    this.count[number] = (this.count[number] ?? 0) + 1;
    this.oldest[number] = when;
    const slot = this.layout.slots[number];
    if (slot?.kind !== 'amount' || slot.isAverage || slot.side === 'atMost') return false;
    return slot.bound > 0 && sum >= slot.bound && this.layout.onlyGrows[number] === true;
  }

  /** Decides the atoms of a word; the first amount to leave is the oldest. */
  addUp(word: number, found: Found, { spans }: Schedule): void {
    const slots = this.slots[word] ?? none;
    for (let place = 0; place < slots.length; place++) {
      const { number, slot } = slots[place] ?? {};
      if (number === undefined || slot === undefined) continue;
      const count = this.count[number] ?? 0;
      found.decide(slot.atom, holds(slot, this.sum[number] ?? 0, count));
      const span = spans[number];
      if (count > 0 && span) found.wake(Math.min((this.oldest[number] ?? 0) + span.stays, span.moves));
    }
  }
}

/** Whether amounts are on the side of the bound; of nothing there is no average. */
export function holds({ isAverage, side, bound }: AmountSlot, sum: number, count: number): boolean {
  if (isAverage && count === 0) return false;
  const limit = isAverage ? bound * count : bound;
  return side === 'atLeast' ? sum >= limit : sum <= limit;
}
