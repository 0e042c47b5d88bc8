import type { Found } from './found.js';
import { wordBits, type Layout } from './layout.js';
import type { Schedule } from './schedule.js';

/**
 * Counts, of each counter, how many more it takes until its next threshold. Atoms become true at the event with which their
 * threshold is reached, if that lies in their period: all that was counted before is newer, and leaves later.
 */
export class Counters {
  /** By slot: how many more until the next threshold. */
  readonly left: Int32Array;
  private readonly leftAtFirst: Int32Array;
  /** By slot: the next of its thresholds, and where they begin and end in the lists below. */
  private readonly next: Int32Array;
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private readonly needs: Int32Array;
  private readonly atoms: Int32Array;
  /** Counters come first among slots. */
  private readonly count: number;
  /** Those with several thresholds, and those that tell days apart: what else has to be reset. */
  private readonly several: number[];
  private readonly daily: number[];
  /** Of things: the walk in which each was last seen. */
  private readonly seen: Uint32Array[];
  /** Of days: where the last one counted begins; NaN before the first. */
  private readonly days: Float64Array;
  private turn = 0;

  constructor(
    private readonly layout: Layout,
    private readonly found: Found,
    private readonly dayOf: (at: number) => number,
  ) {
    const { slots, words } = layout;
    const [left, leftAtFirst, next, first, last] = Array.from({ length: 5 }, () => new Int32Array(words * wordBits)); // prettier-ignore
    const none = new Int32Array(0);
    this.left = left ?? none;
    this.leftAtFirst = leftAtFirst ?? none;
    this.next = next ?? none;
    this.first = first ?? none;
    this.last = last ?? none;
    this.seen = slots.map(() => new Uint32Array(0));
    this.days = new Float64Array(words * wordBits);
    const thresholds = slots.flatMap((slot) => (slot.kind === 'counter' ? slot.thresholds : []));
    this.needs = Int32Array.from(thresholds, ({ need }) => need);
    this.atoms = Int32Array.from(thresholds, ({ atom }) => atom);
    this.count = slots.filter(({ kind }) => kind === 'counter').length;
    this.several = slots.flatMap((slot, number) => slot.kind === 'counter' && slot.thresholds.length > 1 ? [number] : []); // prettier-ignore
    this.daily = slots.flatMap((slot, number) => slot.kind === 'counter' && slot.of === 'day' ? [number] : []); // prettier-ignore
    let place = 0;
    slots.forEach((slot, number) => {
      if (slot.kind !== 'counter') return;
      this.first[number] = place;
      this.next[number] = place;
      this.leftAtFirst[number] = slot.thresholds[0]?.need ?? 0;
      place += slot.thresholds.length;
      this.last[number] = place - 1;
    });
  }

  begin(): void {
    const { left, leftAtFirst, next, first, several, daily, days, count } = this;
    this.turn++;
    for (let slot = 0; slot < count; slot++) left[slot] = leftAtFirst[slot] ?? 0;
    for (const slot of several) next[slot] = first[slot] ?? 0;
    for (const slot of daily) days[slot] = NaN;
  }

  /** A counter has reached its next threshold at an event. Returns whether none is left. */
  reach(slot: number, when: number, { after, stays, moves }: Schedule): boolean {
    const { needs, next } = this;
    const last = this.last[slot] ?? 0;
    let place = next[slot] ?? 0;
    const need = needs[place] ?? 0;
    for (; place <= last && needs[place] === need; place++)
      if (when > (after[place] ?? 0))
        this.found.hold(
          this.atoms[place] ?? 0,
          Math.min(when + (stays[place] ?? 0), moves[place] ?? Infinity),
        );
    // Whose period is over stays untrue.
    while (place <= last && when <= (after[place] ?? 0)) place++;
    if (place > last) return true;
    next[slot] = place;
    this.left[slot] = (needs[place] ?? 0) - need;
    return false;
  }

  /** Counts an event if what it is about is new. Returns whether no threshold is left. */
  tellApart(slot: number, when: number, kind: number, schedule: Schedule): boolean {
    if (!this.isNew(slot, when, kind)) return false;
    const still = (this.left[slot] ?? 0) - 1;
    this.left[slot] = still;
    return still === 0 && this.reach(slot, when, schedule);
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
