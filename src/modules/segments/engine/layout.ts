import { fits, isOfType } from '../meaning/deed-fits.js';
import { amountOf, thingOf } from '../meaning/quantities.js';
import type { Kinds } from './kinds.js';
import { holds, isUsed, planes, wordBits, type CounterSlot, type Slot } from './slots.js';

/** Kinds of slots as numbers. */
export const what = { counter: 0, amount: 1, step: 2, since: 3 } as const;

/** Words of a mask of so many bits. */
export function wordsFor(bits: number): number {
  return Math.max(1, Math.ceil(bits / wordBits));
}

/** Sets a bit of the mask that begins at `from`. */
export function setBit(masks: Int32Array, from: number, bit: number): void {
  const word = from + (bit >> 5);
  masks[word] = (masks[word] ?? 0) | (1 << (bit & 31));
}

/**
 * What each kind of event means to each slot, looked up instead of asked: a mask of the slots it is about, and for some of
 * them the thing or the amount it stands for. Grows as kinds are met.
 */
export class Layout {
  readonly words: number;
  /** By word, then by kind: the slots it is about. */
  readonly about: Int32Array[];
  /** By word: slots that are counted down together, every event of theirs. */
  readonly counters: Int32Array;
  /** By word: those of them that must then be counted alone, as they tell things apart or need more than is counted together. */
  readonly alone: Int32Array;
  /** By word, then by plane, the lowest bits first: one less than it takes of each slot that is counted down. */
  readonly countdown: readonly Int32Array[];
  /** By slot: how many it takes. */
  readonly needs: Int32Array;
  /** By slot: 1 where things are told apart. */
  readonly tellsApart: Uint8Array;
  /** By slot: what it keeps, as a number of `what`. */
  readonly whats: Uint8Array;
  /** By word: slots whose atoms hold of whoever did nothing, as their amounts are 0. */
  readonly atNothing: Int32Array;
  /** Slots of which anything can be, … */
  readonly used: Int32Array;
  /** … and by word, where those of it begin among them; at last, behind all. */
  readonly begins: Int32Array;
  /** By slot: families with any kind it is about, as bits of their numbers. */
  readonly families: Int32Array;
  /** By slot, then by kind: the number of the thing, or the amount. Empty where there is nothing to tell apart or add. */
  readonly things: Int32Array[];
  readonly amounts: Float64Array[];
  /** Slots whose amounts are never negative so far: what is enough once stays enough. */
  readonly onlyGrows: boolean[];
  private readonly thingNumbers: (Map<string, number> | null)[];
  private known = 0;

  constructor(
    readonly slots: readonly Slot[],
    private readonly kinds: Kinds,
    private readonly zone: string,
  ) {
    this.words = wordsFor(slots.length);
    this.whats = Uint8Array.from(slots, ({ kind }) => what[kind]);
    this.tellsApart = Uint8Array.from(slots, (slot) => (slot.kind === 'counter' && slot.of !== null ? 1 : 0));
    this.things = slots.map(() => new Int32Array(0));
    this.amounts = slots.map(() => new Float64Array(0));
    this.onlyGrows = slots.map(() => true);
    this.thingNumbers = slots.map((slot) => (tellsApart(slot) ? new Map<string, number>() : null));
    this.about = Array.from({ length: this.words }, () => new Int32Array(0));
    this.counters = new Int32Array(this.words);
    this.alone = new Int32Array(this.words);
    this.countdown = Array.from({ length: this.words }, () => new Int32Array(planes));
    this.needs = Int32Array.from(slots, (slot) => (slot.kind === 'counter' ? slot.need : 0));
    this.atNothing = new Int32Array(this.words);
    this.used = Int32Array.from(slots.flatMap((slot, number) => (isUsed(slot) ? [number] : [])));
    this.begins = Int32Array.from({ length: this.words + 1 }, (_, word) => this.used.filter((slot) => slot < word * wordBits).length); // prettier-ignore
    this.families = new Int32Array(slots.length);
    slots.forEach((slot, number) => {
      if (slot.kind === 'counter') this.countDown(slot, number);
      if (slot.kind === 'amount' && holds(slot, 0, 0)) setBit(this.atNothing, 0, number);
    });
    this.learn();
  }

  /** Takes up kinds met since. Returns whether there were any. */
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
    return this.thingNumbers[slot]?.size ?? 0;
  }

  private countDown({ need, of }: CounterSlot, number: number): void {
    const most = 2 ** planes;
    setBit(this.counters, 0, number);
    if (of !== null || need > most) setBit(this.alone, 0, number);
    const left = Math.min(need, most) - 1;
    this.countdown[number >> 5]?.forEach((bits, plane, all) => {
      if (((left >>> plane) & 1) === 1) all[plane] = bits | (1 << (number & 31));
    });
  }

  private makeRoom(kinds: number): void {
    const before = this.about[0]?.length ?? 0;
    if (kinds <= before) return;
    const room = Math.max(kinds, Math.ceil(before * 1.5), 64);
    this.about.forEach((about, word) => (this.about[word] = grown(about, new Int32Array(room))));
    this.slots.forEach((slot, number) => {
      if (tellsApart(slot)) this.things[number] = grown(this.things[number], new Int32Array(room));
      if (slot.kind === 'amount') this.amounts[number] = grown(this.amounts[number], new Float64Array(room));
    });
  }

  private learnKind(kind: number): void {
    const facts = this.kinds.at(kind);
    const family = 1 << this.kinds.families.of(kind);
    this.slots.forEach((slot, number) => {
      if (!isOfType(slot.deed, facts.type) || !fits(slot.deed, facts, this.zone)) return;
      const names = this.thingNumbers[number];
      if (names && slot.kind === 'counter' && slot.of !== null) {
        const thing = thingOf(slot.of, facts);
        if (thing === undefined) return;
        const numbered = names.get(thing) ?? names.size;
        names.set(thing, numbered);
        const things = this.things[number];
        if (things) things[kind] = numbered;
      }
      if (slot.kind === 'amount') {
        const amount = amountOf(slot.of, facts);
        if (amount === undefined) return;
        if (amount < 0) this.onlyGrows[number] = false;
        const amounts = this.amounts[number];
        if (amounts) amounts[kind] = amount;
      }
      this.families[number] = (this.families[number] ?? 0) | family;
      const about = this.about[number >> 5];
      if (about) setBit(about, kind, number & (wordBits - 1));
    });
  }
}

function tellsApart(slot: Slot): boolean {
  return slot.kind === 'counter' && slot.of !== null && slot.of !== 'day';
}

function grown<T extends Int32Array | Float64Array>(before: T | undefined, into: T): T {
  if (before) into.set(before);
  return into;
}
