import { Countdown } from './countdown.js';
import type { Found } from './found.js';
import type { Layout } from './layout.js';
import type { Schedule } from './schedule.js';

/**
 * Counts, of each counter, how many more it takes until its next threshold. Atoms become true at the event with which their
 * threshold is reached, if that lies in their period: all that was counted before is newer, and leaves later.
 */
export class Counters {
  /** How many more until the next threshold. */
  readonly left: Countdown;
  /** By slot: the next of its thresholds, and where they begin and end in the lists below. */
  private readonly next: Int32Array;
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private readonly needs: Int32Array;
  private readonly atoms: Int32Array;
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
    this.left = new Countdown(slots.map((slot) => (slot.kind === 'counter' ? slot.thresholds.map(({ need }) => need) : [])), words); // prettier-ignore
    this.next = new Int32Array(slots.length);
    this.first = new Int32Array(slots.length);
    this.last = new Int32Array(slots.length);
    this.seen = slots.map(() => new Uint32Array(0));
    this.days = new Float64Array(slots.length);
    const thresholds = slots.flatMap((slot) => (slot.kind === 'counter' ? slot.thresholds : []));
    this.needs = Int32Array.from(thresholds, ({ need }) => need);
    this.atoms = Int32Array.from(thresholds, ({ atom }) => atom);
    this.several = slots.flatMap((slot, number) => slot.kind === 'counter' && slot.thresholds.length > 1 ? [number] : []); // prettier-ignore
    this.daily = slots.flatMap((slot, number) => slot.kind === 'counter' && slot.of === 'day' ? [number] : []); // prettier-ignore
    let place = 0;
    slots.forEach((slot, number) => {
      if (slot.kind !== 'counter') return;
      this.first[number] = place;
      this.next[number] = place;
      place += slot.thresholds.length;
      this.last[number] = place - 1;
    });
  }

  begin(): void {
    const { next, first, several, daily, days } = this;
    this.turn++;
    this.left.begin();
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
    this.left.set(slot, (needs[place] ?? 0) - need);
    return false;
  }

  /** Counts an event if what it is about is new. Returns whether no threshold is left. */
  tellApart(slot: number, when: number, kind: number, schedule: Schedule): boolean {
    if (!this.isNew(slot, when, kind)) return false;
    const isReached = this.left.count(slot >> 5, 1 << (slot & 31)) !== 0;
    return isReached && this.reach(slot, when, schedule);
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
