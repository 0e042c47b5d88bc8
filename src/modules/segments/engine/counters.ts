import type { Layout } from './layout.js';
import { planes } from './slots.js';

/**
 * What counters keep of a walk. Those that count every event are counted down by the walk itself, bit by bit: the lowest bits of
 * 32 slots stand in one word, their next bits in another. The others, which tell things apart or need too many, are counted here.
 */
export class Counters {
  /** By word, then by plane, the lowest bits first: one less than it takes. */
  readonly atFirst: Int32Array;
  /** By word: slots counted here. */
  private readonly single: readonly Int32Array[];
  private readonly needs: Int32Array;
  private readonly counted: Int32Array;
  /** Of things: the walk in which each was last seen. */
  private readonly seen: Uint32Array[];
  /** Of days: where the last one counted begins; NaN before the first. */
  private readonly days: Float64Array;
  private turn = 0;

  constructor(
    private readonly layout: Layout,
    private readonly dayOf: (at: number) => number,
  ) {
    const { slots, words, counts } = layout;
    this.needs = Int32Array.from(slots, (slot) => (slot.kind === 'counter' ? slot.need : 0));
    this.counted = new Int32Array(slots.length);
    this.seen = slots.map(() => new Uint32Array(0));
    this.days = new Float64Array(slots.length);
    this.atFirst = new Int32Array(words * planes);
    const isTogether = (slot: number) => ((counts[slot >> 5] ?? 0) & (1 << (slot & 31))) !== 0;
    const single = slots.flatMap(({ kind }, slot) => (kind === 'counter' && !isTogether(slot) ? [slot] : []));
    this.single = Array.from({ length: words }, (_, word) => Int32Array.from(single.filter((slot) => slot >> 5 === word))); // prettier-ignore
    slots.forEach((_, slot) => {
      if (isTogether(slot)) this.setAtFirst(slot);
    });
  }

  /** Everything of a word anew. */
  begin(word: number): void {
    const single = this.single[word];
    if (!single || single.length === 0) return;
    this.turn++;
    for (let n = 0; n < single.length; n++) {
      const slot = single[n] ?? 0;
      this.counted[slot] = 0;
      this.days[slot] = NaN;
    }
  }

  /** Counts an event for one slot, if what it is about is new. Returns whether there are enough. */
  count(slot: number, when: number, kind: number): boolean {
    if (this.layout.tellsApart[slot] === 1 && !this.isNew(slot, when, kind)) return false;
    const counted = (this.counted[slot] ?? 0) + 1;
    this.counted[slot] = counted;
    return counted === this.needs[slot];
  }

  private setAtFirst(slot: number): void {
    const left = (this.needs[slot] ?? 1) - 1;
    for (let plane = 0; plane < planes; plane++) {
      const place = (slot >> 5) * planes + plane;
      this.atFirst[place] = (this.atFirst[place] ?? 0) | (((left >>> plane) & 1) << (slot & 31));
    }
  }

  private isNew(slot: number, when: number, kind: number): boolean {
    const things = this.layout.things[slot];
    if (!things || things.length === 0) {
      // Days come one after another.
      if (when >= (this.days[slot] ?? NaN)) return false;
      this.days[slot] = this.dayOf(when);
      return true;
    }
    const thing = things[kind] ?? 0;
    let seen = this.seen[slot];
    if (!seen || thing >= seen.length) {
      const more = new Uint32Array(this.layout.thingsOf(slot) * 2);
      if (seen) more.set(seen);
      this.seen[slot] = seen = more;
    }
    if (seen[thing] === this.turn) return false;
    seen[thing] = this.turn;
    return true;
  }
}
