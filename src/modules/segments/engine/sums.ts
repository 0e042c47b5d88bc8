import type { Layout } from './layout.js';
import { holds } from './slots.js';

/** Adds the amounts of one walk up. */
export class Sums {
  private readonly sum: Float64Array;
  private readonly count: Int32Array;
  /** By slot: when the amount that was added last happened, the oldest. */
  readonly oldest: Float64Array;
  /** Slots of the word at hand of which anything was added. */
  met = 0;

  constructor(private readonly layout: Layout) {
    const slots = layout.slots.length;
    this.sum = new Float64Array(slots);
    this.count = new Int32Array(slots);
    this.oldest = new Float64Array(slots);
  }

  /** Everything anew. */
  begin(): void {
    this.met = 0;
  }

  /** Returns whether it is enough, whatever else is added. */
  add(number: number, when: number, kind: number): boolean {
    const bit = 1 << (number & 31);
    const isFirst = (this.met & bit) === 0;
    this.met |= bit;
    const sum = (isFirst ? 0 : (this.sum[number] ?? 0)) + (this.layout.amounts[number]?.[kind] ?? 0);
    this.sum[number] = sum;
    this.count[number] = isFirst ? 1 : (this.count[number] ?? 0) + 1;
    this.oldest[number] = when;
    const slot = this.layout.slots[number];
    if (slot?.kind !== 'amount' || slot.isAverage || slot.side === 'atMost') return false;
    return slot.bound > 0 && sum >= slot.bound && this.layout.onlyGrows[number] === true;
  }

  /** Whether a slot's atom holds of what was added. */
  isHeld(number: number): boolean {
    const slot = this.layout.slots[number];
    return slot?.kind === 'amount' && holds(slot, this.sum[number] ?? 0, this.count[number] ?? 0);
  }
}
