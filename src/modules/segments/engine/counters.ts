import type { Span } from '../meaning/span.js';
import type { Histories } from './histories.js';
import type { Layout } from './layout.js';

/** Counts what one slot is about through a whole history: what a walk that counts for many slots together cannot tell. */
export class Counters {
  /** Of things: the count in which each was last seen. */
  private readonly seen: Uint32Array[];
  private turn = 0;
  /** Where the day counted last begins; NaN before the first. */
  private day = NaN;

  constructor(
    private readonly layout: Layout,
    private readonly dayOf: (at: number) => number,
  ) {
    this.seen = layout.slots.map(() => new Uint32Array(0));
  }

  /** When, going back from the end of a history, there were enough; NaN where there never are. */
  reached(slot: number, { after, until }: Span, histories: Histories, person: number): number {
    const { layout } = this;
    const { at, kind } = histories.blockOf(person);
    const begin = histories.beginOf(person);
    const about = layout.about[slot >> 5];
    const need = layout.needs[slot] ?? 0;
    const bit = 1 << (slot & 31);
    this.turn++;
    this.day = NaN;
    let counted = 0;
    for (let place = begin + histories.lengthOf(person) - 1; place >= begin; place--) {
      const when = at[place] ?? 0;
      if (when <= after) break;
      const what = kind[place] ?? 0;
      if (when > until || ((about?.[what] ?? 0) & bit) === 0) continue;
      if (layout.tellsApart[slot] === 1 && !this.isNew(slot, when, what)) continue;
      if (++counted === need) return when;
    }
    return NaN;
  }

  private isNew(slot: number, when: number, kind: number): boolean {
    const things = this.layout.things[slot];
    if (!things || things.length === 0) {
      // Days come one after another.
      if (when >= this.day) return false;
      this.day = this.dayOf(when);
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
