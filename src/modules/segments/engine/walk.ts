import type { Histories } from './histories.js';
import { setBit, wordBits, type Layout } from './layout.js';
import type { Schedule } from './schedule.js';
import { Steps } from './steps.js';
import { Sums } from './sums.js';

/** What holds of a person whatever they did, where it stands, and until when. */
export interface NatureOf {
  bits: Int32Array;
  at: number;
  words: number;
  until: number;
}

/**
 * Goes through a history from its newest event to its oldest, once for all atoms, and stops as soon as none can change any
 * more. Leaves which atoms hold in `truth`, and when that can first change by time alone in `due`.
 *
 * An atom that asks for so many becomes true at the event that makes it so, and stays so until that event leaves its period:
 * all newer ones leave later. One that is not true can become so by time alone only by events later than its period.
 */
export class Walk {
  /** Bits of atoms that hold, those about the person included. */
  readonly truth: Int32Array;
  /** Milliseconds since the epoch; never late, sometimes early. Infinity: never. */
  due = Infinity;
  private readonly live: Int32Array;
  /** Slots that are finished with in this walk. */
  private readonly done: Int32Array;
  /** Slots whose period is yet to begin, going back. */
  private readonly waiting: Int32Array;
  /** How many slots are counters: they come first. */
  private readonly counters: number;
  /** Of counters: how many more until the next threshold, at first and now, and which that is. */
  private readonly leftAtFirst: Int32Array;
  private readonly left: Int32Array;
  private readonly firstThreshold: Int32Array;
  private readonly nextThreshold: Int32Array;
  private readonly lastThreshold: Int32Array;
  private readonly needs: Int32Array;
  private readonly atoms: Int32Array;
  /** Of things: the walk in which each was last seen. Of days: where the last one counted begins. */
  private readonly seen: Uint32Array[];
  private readonly days: Float64Array;
  private turn = 0;
  private readonly steps: Steps;
  private readonly sums: Sums;

  constructor(
    private readonly layout: Layout,
    private schedule: Schedule,
    atomWords: number,
    private readonly dayOf: (at: number) => number,
  ) {
    const { slots, words } = layout;
    const room = words * wordBits;
    this.truth = new Int32Array(atomWords);
    this.live = new Int32Array(words);
    this.done = new Int32Array(words);
    this.waiting = new Int32Array(words);
    this.leftAtFirst = new Int32Array(room);
    this.left = new Int32Array(room);
    this.firstThreshold = new Int32Array(room);
    this.nextThreshold = new Int32Array(room);
    this.lastThreshold = new Int32Array(room);
    this.seen = slots.map(() => new Uint32Array(0));
    this.days = new Float64Array(room);
    const thresholds = slots.flatMap((slot) => (slot.kind === 'counter' ? slot.thresholds : []));
    this.needs = Int32Array.from(thresholds, ({ need }) => need);
    this.atoms = Int32Array.from(thresholds, ({ atom }) => atom);
    this.counters = slots.filter(({ kind }) => kind === 'counter').length;
    let place = 0;
    slots.forEach((slot, number) => {
      if (slot.kind !== 'counter') return;
      this.firstThreshold[number] = place;
      this.leftAtFirst[number] = slot.thresholds[0]?.need ?? 0;
      place += slot.thresholds.length;
      this.lastThreshold[number] = place - 1;
    });
    this.steps = new Steps(slots);
    this.sums = new Sums(layout);
    this.at(schedule);
  }

  /** Another instant. */
  at(schedule: Schedule): void {
    this.schedule = schedule;
  }

  /**
   * @param nature bits of the atoms about the person, `natureWords` from `natureAt` on, and until when they hold
   * @param relevant slots to look for, from `relevantAt` on
   */
  go(
    histories: Histories,
    person: number,
    { bits: nature, at: natureAt, words: natureWords, until }: NatureOf,
    relevant: Int32Array,
    relevantAt: number,
  ): void {
    const { live, left, truth } = this;
    const { words, about, counts } = this.layout;
    const { edges } = this.schedule;
    const { at, kind } = histories;
    this.begin(until, relevant, relevantAt);
    for (let word = 0; word < truth.length; word++)
      truth[word] = word < natureWords ? (nature[natureAt + word] ?? 0) : 0;
    const begin = histories.start[person] ?? 0;
    let edge = edges[0] ?? -Infinity;
    let next = 0;
    let isWaiting = true;
    let isLess = false;
    for (let place = begin + (histories.length[person] ?? 0) - 1; place >= begin; place--) {
      const when = at[place] ?? 0;
      if (when <= edge) {
        do edge = edges[++next] ?? -Infinity;
        while (when <= edge);
        isWaiting = this.cross(next - 1);
        isLess = true;
      }
      if (isLess) {
        isLess = false;
        let any = 0;
        for (let word = 0; word < words; word++) any |= live[word] ?? 0;
        if (any === 0 && !isWaiting) break;
      }
      const what = kind[place] ?? 0;
      const row = what * words;
      // Before the event ends what it may itself belong to.
      if (isWaiting) this.await(row, when);
      for (let word = 0; word < words; word++) {
        const hits = (about[row + word] ?? 0) & (live[word] ?? 0);
        if (hits === 0) continue;
        let counted = hits & (counts[word] ?? 0);
        const others = hits ^ counted;
        while (counted !== 0) {
          const bit = 31 - Math.clz32(counted);
          counted ^= 1 << bit;
          const slot = (word << 5) | bit;
          const still = (left[slot] ?? 0) - 1;
          left[slot] = still;
          if (still === 0) isLess = this.reach(slot, when) || isLess;
        }
        if (others !== 0) isLess = this.meet(word, others, when, what) || isLess;
      }
    }
    this.due = Math.min(this.due, this.sums.addUp(truth, this.schedule));
  }

  private begin(natureDue: number, relevant: Int32Array, relevantAt: number): void {
    const { live, done, waiting, left, leftAtFirst, nextThreshold, firstThreshold } = this;
    // Shorter than what `set` and `fill` need to begin.
    for (let slot = 0; slot < this.counters; slot++) {
      left[slot] = leftAtFirst[slot] ?? 0;
      nextThreshold[slot] = firstThreshold[slot] ?? 0;
    }
    this.turn++;
    this.due = natureDue;
    this.steps.begin();
    this.sums.begin();
    for (let word = 0; word < live.length; word++) {
      live[word] = 0;
      const wanted = relevant[relevantAt + word] ?? 0;
      done[word] = ~wanted;
      waiting[word] = wanted;
    }
  }

  /** Goes behind an edge: other slots count there. Returns whether any is yet to begin. */
  private cross(edge: number): boolean {
    const { live, done, waiting } = this;
    const { words } = this.layout;
    const { counting, waiting: later, over } = this.schedule;
    const from = edge * words;
    for (let word = 0; word < words; word++) {
      let ended = (over[from + word] ?? 0) & ~(done[word] ?? 0);
      while (ended !== 0) {
        const bit = 31 - Math.clz32(ended);
        ended ^= 1 << bit;
        const last = (word << 5) | bit;
        // A sequence of which no last step was met in its period is not to be found any more.
        if (!this.steps.isBegun(last)) this.finishAll(this.steps.slotsOf(last));
      }
    }
    let any = 0;
    for (let word = 0; word < words; word++) {
      const open = ~(done[word] ?? 0);
      live[word] = (counting[from + word] ?? 0) & open;
      any |= waiting[word] = (later[from + word] ?? 0) & open;
    }
    return any !== 0;
  }

  /** An event that is not some slots' yet, but will be. */
  private await(row: number, when: number): void {
    const { waiting } = this;
    const { words, about } = this.layout;
    const { spans } = this.schedule;
    for (let word = 0; word < words; word++) {
      let bits = (about[row + word] ?? 0) & (waiting[word] ?? 0);
      while (bits !== 0) {
        const bit = 31 - Math.clz32(bits);
        bits ^= 1 << bit;
        const span = spans[(word << 5) | bit];
        if (span) this.due = Math.min(this.due, when + span.waits, span.moves);
      }
    }
  }

  /** A counter has reached its next threshold: atoms are true whose period the event lies in. Returns whether it is done. */
  private reach(slot: number, when: number): boolean {
    const { needs, nextThreshold, schedule } = this;
    const last = this.lastThreshold[slot] ?? 0;
    let place = nextThreshold[slot] ?? 0;
    const need = needs[place] ?? 0;
    for (; place <= last && needs[place] === need; place++) {
      if (when <= (schedule.after[place] ?? 0)) continue;
      setBit(this.truth, 0, this.atoms[place] ?? 0);
      this.due = Math.min(this.due, when + (schedule.stays[place] ?? 0), schedule.moves[place] ?? Infinity);
    }
    // Whose period is over stays untrue.
    while (place <= last && when <= (schedule.after[place] ?? 0)) place++;
    if (place > last) return this.finish(slot);
    nextThreshold[slot] = place;
    this.left[slot] = (needs[place] ?? 0) - need;
    return false;
  }

  private finish(slot: number): true {
    const word = slot >> 5;
    const bit = 1 << (slot & 31);
    this.live[word] = (this.live[word] ?? 0) & ~bit;
    this.done[word] = (this.done[word] ?? 0) | bit;
    this.waiting[word] = (this.waiting[word] ?? 0) & ~bit;
    return true;
  }

  private finishAll(slots: readonly number[]): true {
    for (const slot of slots) this.finish(slot);
    return true;
  }

  /** All that is not counting, in the order of slots. Returns whether some slot is done. */
  private meet(word: number, hits: number, when: number, kind: number): boolean {
    let isLess = false;
    for (let bits = hits; bits !== 0;) {
      const bit = 31 - Math.clz32(bits & -bits);
      bits ^= 1 << bit;
      isLess = this.meetOne((word << 5) | bit, when, kind) || isLess;
    }
    return isLess;
  }

  private meetOne(slot: number, when: number, kind: number): boolean {
    const { kind: what } = this.layout.slots[slot] ?? {};
    if (what === 'counter') return this.tellApart(slot, when, kind);
    if (what === 'amount') return this.sums.add(slot, when, kind) && this.finish(slot);
    if (what === 'since') {
      // No last step before it counts; the steps before a last step after it still may.
      this.finish(slot);
      return this.finish(slot - 1);
    }
    const { steps, schedule } = this;
    if (!steps.back(slot, when)) return false;
    const span = schedule.spans[steps.lastOf(slot)];
    setBit(this.truth, 0, steps.atomOf(slot));
    if (span) this.due = Math.min(this.due, steps.endOf(slot) + span.stays, span.moves);
    return this.finishAll(steps.slotsOf(slot));
  }

  private tellApart(slot: number, when: number, kind: number): boolean {
    const things = this.layout.things[slot];
    if (things && things.length > 0) {
      const thing = things[kind] ?? 0;
      let seen = this.seen[slot];
      if (!seen || thing >= seen.length) {
        const more = new Uint32Array(this.layout.thingsOf(slot) * 2);
        if (seen) more.set(seen);
        this.seen[slot] = seen = more;
      }
      if (seen[thing] === this.turn) return false;
      seen[thing] = this.turn;
    } else {
      // Days come one after another.
      const isFirst =
        this.left[slot] === this.leftAtFirst[slot] && this.nextThreshold[slot] === this.firstThreshold[slot];
      if (!isFirst && when >= (this.days[slot] ?? 0)) return false;
      this.days[slot] = this.dayOf(when);
    }
    const still = (this.left[slot] ?? 0) - 1;
    this.left[slot] = still;
    return still === 0 && this.reach(slot, when);
  }
}
