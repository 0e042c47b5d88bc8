import { wordBits } from './slots.js';

/**
 * Numbers that many slots count down, kept bit by bit: the lowest bits of 32 slots stand in one word, their next bits in
 * another. Whatever slots an event is about are counted at once, mostly in one or two steps.
 */
export class Countdown {
  /** Of each word of slots `depth` words: the lowest bits of one less than what is left first. */
  private readonly planes: Int32Array;
  private readonly atFirst: Int32Array;
  /** Slots to which one is left anyway: most. */
  private readonly last: Int32Array;
  private readonly lastAtFirst: Int32Array;
  private readonly depth: number;

  /** @param thresholds of each slot that counts, the lowest first: it begins with that, and goes on to the next */
  constructor(thresholds: readonly (readonly number[])[], words: number) {
    const most = thresholds.flat().reduce((one, other) => Math.max(one, other), 1);
    this.depth = wordBits - Math.clz32(most);
    this.planes = new Int32Array(words * this.depth);
    this.last = new Int32Array(words);
    thresholds.forEach(([need], slot) => this.set(slot, need ?? 1));
    this.atFirst = this.planes.slice();
    this.lastAtFirst = this.last.slice();
  }

  /** Everything anew. */
  begin(): void {
    const { planes, atFirst, last, lastAtFirst } = this;
    for (let word = 0; word < last.length; word++) last[word] = lastAtFirst[word] ?? 0;
    for (let plane = 0; plane < planes.length; plane++) planes[plane] = atFirst[plane] ?? 0;
  }

  /** From here on so many are left to a slot. */
  set(slot: number, left: number): void {
    const from = (slot >> 5) * this.depth;
    const bit = 1 << (slot & 31);
    const word = slot >> 5;
    this.last[word] = left === 1 ? (this.last[word] ?? 0) | bit : (this.last[word] ?? 0) & ~bit;
    for (let plane = 0; plane < this.depth; plane++) {
      const others = (this.planes[from + plane] ?? 0) & ~bit;
      this.planes[from + plane] = ((left - 1) >>> plane) & 1 ? others | bit : others;
    }
  }

  /** Counts one for each of these slots of a word. Returns those to which none is left; they count on only when set. */
  count(word: number, slots: number): number {
    const { planes, depth } = this;
    const last = slots & (this.last[word] ?? 0);
    let borrowed = slots ^ last;
    const end = (word + 1) * depth;
    for (let plane = word * depth; borrowed !== 0 && plane < end; plane++) {
      const bits = planes[plane] ?? 0;
      planes[plane] = bits ^ borrowed;
      borrowed &= ~bits;
    }
    return borrowed | last;
  }
}
