import { fits, isOfType } from '../meaning/deed-fits.js';
import { amountOf, thingOf } from '../meaning/quantities.js';
import type { Kinds } from './kinds.js';
import { doing, type Doing, type Slot } from './slots.js';

/** Bits of one word of a mask. */
export const wordBits = 32;

/**
 * What each kind of event means to each slot, looked up instead of asked: a mask of the slots it is about, and for some of
 * them the thing or the amount it stands for. Grows as kinds are met.
 */
export class Layout {
  readonly words: number;
  /** What each slot does; sums may turn into amounts as kinds are met. */
  readonly doing: Uint8Array;
  /** Of each kind, `words` words: the slots it is about. */
  about = new Int32Array(0);
  /** By slot, then by kind: the number of the thing (−1 none), or the amount. */
  readonly things = new Map<number, Int32Array>();
  readonly amounts = new Map<number, Float64Array>();
  private readonly thingNumbers = new Map<number, Map<string, number>>();
  private known = 0;

  constructor(
    readonly slots: readonly Slot[],
    private readonly kinds: Kinds,
    private readonly zone: string,
  ) {
    this.words = Math.max(1, Math.ceil(slots.length / wordBits));
    this.doing = Uint8Array.from(slots, (slot): Doing => slot.doing);
    slots.forEach((slot, number) => {
      if (slot.doing === doing.distinct && slot.of !== 'day') this.thingNumbers.set(number, new Map());
      if (slot.doing === doing.sum || slot.doing === doing.amount) this.amounts.set(number, new Float64Array(0));
    });
    this.learn();
  }

  /** Takes up kinds met since. Returns whether any was. */
  learn(): boolean {
    const { size } = this.kinds;
    if (size === this.known) return false;
    this.makeRoom(size);
    for (let kind = this.known; kind < size; kind++) this.learnKind(kind);
    this.known = size;
    return true;
  }

  /** How many different things a slot tells apart so far. */
  thingsOf(slot: number): number {
    return this.thingNumbers.get(slot)?.size ?? 0;
  }

  private makeRoom(kinds: number): void {
    if (kinds * this.words <= this.about.length) return;
    const room = Math.max(kinds, Math.ceil((this.about.length / this.words) * 1.5), 64);
    const about = new Int32Array(room * this.words);
    about.set(this.about);
    this.about = about;
    for (const slot of this.thingNumbers.keys()) {
      const things = new Int32Array(room).fill(-1);
      things.set(this.things.get(slot) ?? []);
      this.things.set(slot, things);
    }
    for (const [slot, before] of this.amounts) {
      const amounts = new Float64Array(room);
      amounts.set(before);
      this.amounts.set(slot, amounts);
    }
  }

  private learnKind(kind: number): void {
    const facts = this.kinds.at(kind);
    this.slots.forEach((slot, number) => {
      const { deed, of } = slot;
      if (!deed || !isOfType(deed, facts.type) || !fits(deed, facts, this.zone)) return;
      const names = this.thingNumbers.get(number);
      if (names && of !== null) {
        const thing = thingOf(of, facts);
        if (thing === undefined) return;
        const known = names.get(thing) ?? names.size;
        names.set(thing, known);
        const things = this.things.get(number);
        if (things) things[kind] = known;
      }
      const amounts = this.amounts.get(number);
      if (amounts && of !== null) {
        const amount = amountOf(of, facts);
        if (amount === undefined) return;
        if (amount < 0) this.doing[number] = doing.amount;
        amounts[kind] = amount;
      }
      const word = kind * this.words + Math.floor(number / wordBits);
      this.about[word] = (this.about[word] ?? 0) | (1 << (number % wordBits));
    });
  }
}
