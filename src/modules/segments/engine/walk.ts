import { Counters } from './counters.js';
import { Found } from './found.js';
import type { Histories } from './histories.js';
import type { Layout } from './layout.js';
import type { Relevance } from './relevance.js';
import type { Schedule } from './schedule.js';
import { Steps } from './steps.js';
import { Sums } from './sums.js';

/**
 * Goes through a history from its newest event to its oldest, once for all atoms, and stops as soon as none can change any
 * more. Leaves in `found` which atoms hold, and when that can first change by time alone: never late, sometimes early.
 *
 * One that does not hold can come to do so by time alone only by events later than its period.
 */
export class Walk {
  readonly found: Found;
  /** Slots whose period it is. */
  private readonly live: Int32Array;
  /** Slots that are finished with in this walk. */
  private readonly done: Int32Array;
  /** Slots whose period is yet to begin, going back. */
  private readonly waiting: Int32Array;
  private readonly counters: Counters;
  private readonly steps: Steps;
  private readonly sums: Sums;

  constructor(
    private readonly layout: Layout,
    private schedule: Schedule,
    private readonly relevance: Relevance,
    atomWords: number,
    dayOf: (at: number) => number,
  ) {
    this.found = new Found(atomWords);
    this.live = new Int32Array(layout.words);
    this.done = new Int32Array(layout.words);
    this.waiting = new Int32Array(layout.words);
    this.counters = new Counters(layout, this.found, dayOf);
    this.steps = new Steps(layout.slots);
    this.sums = new Sums(layout);
  }

  /** Another instant. */
  at(schedule: Schedule): void {
    this.schedule = schedule;
  }

  /**
   * @param nature its number
   * @param until when that is theirs
   */
  go(histories: Histories, person: number, nature: number, until: number): void {
    const { live, counters } = this;
    const { words, about, counts } = this.layout;
    const { edges } = this.schedule;
    if (!this.begin(nature, until)) return;
    const { at, kind } = histories.blockOf(person);
    const begin = histories.beginOf(person);
    let edge = edges[0] ?? -Infinity;
    let next = 0;
    let isWaiting = true;
    let isLess = false;
    for (let place = begin + histories.lengthOf(person) - 1; place >= begin; place--) {
      const when = at[place] ?? 0;
      if (when <= edge) {
        do edge = edges[++next] ?? -Infinity;
        while (when <= edge);
        isWaiting = this.cross(next - 1);
        isLess = true;
      }
      if (isLess && !isWaiting && !isAny(live)) break;
      isLess = false;
      const what = kind[place] ?? 0;
      const row = what * words;
      // Before the event ends what it may itself belong to.
      if (isWaiting) this.await(row, when);
      for (let word = 0; word < words; word++) {
        const hits = (about[row + word] ?? 0) & (live[word] ?? 0);
        if (hits === 0) continue;
        const counted = hits & (counts[word] ?? 0);
        const reached = counters.left.count(word, counted);
        if (reached !== 0 && this.reach(word, reached, when)) isLess = true;
        if (counted !== hits && this.meet(word, hits ^ counted, when, what)) isLess = true;
      }
    }
    this.sums.addUp(this.found, this.schedule);
  }

  /** Returns whether there is anything to look for. */
  private begin(nature: number, until: number): boolean {
    const { live, done, waiting, found, relevance } = this;
    const { truth } = found;
    found.due = until;
    const atoms = nature * truth.length;
    for (let word = 0; word < truth.length; word++) truth[word] = relevance.truth[atoms + word] ?? 0;
    const slots = nature * live.length;
    let any = 0;
    for (let word = 0; word < live.length; word++) {
      const wanted = relevance.slots[slots + word] ?? 0;
      live[word] = 0;
      done[word] = ~wanted;
      waiting[word] = wanted;
      any |= wanted;
    }
    if (any === 0) return false;
    this.counters.begin();
    this.steps.begin();
    this.sums.begin();
    return true;
  }

  /** Goes behind an edge: other slots count there. Returns whether there are slots whose period is yet to begin. */
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
      const still = (later[from + word] ?? 0) & open;
      waiting[word] = still;
      any |= still;
    }
    return any !== 0;
  }

  /** An event that is not some slots' yet, but will be. */
  private await(row: number, when: number): void {
    const { waiting } = this;
    const { words, about } = this.layout;
    for (let word = 0; word < words; word++) {
      let bits = (about[row + word] ?? 0) & (waiting[word] ?? 0);
      while (bits !== 0) {
        const bit = 31 - Math.clz32(bits);
        bits ^= 1 << bit;
        const span = this.schedule.spans[(word << 5) | bit];
        if (span) this.found.wake(Math.min(when + span.waits, span.moves));
      }
    }
  }

  /** These slots have reached their next threshold at an event. Returns whether some slot is done. */
  private reach(word: number, slots: number, when: number): boolean {
    let isLess = false;
    for (let bits = slots; bits !== 0;) {
      const bit = 31 - Math.clz32(bits);
      bits ^= 1 << bit;
      const slot = (word << 5) | bit;
      if (this.counters.reach(slot, when, this.schedule)) isLess = this.finish(slot);
    }
    return isLess;
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
      if (this.meetOne((word << 5) | bit, when, kind)) isLess = true;
    }
    return isLess;
  }

  private meetOne(slot: number, when: number, kind: number): boolean {
    const { schedule, steps } = this;
    const { kind: what } = this.layout.slots[slot] ?? {};
    if (what === 'counter') return this.counters.tellApart(slot, when, kind, schedule) && this.finish(slot);
    if (what === 'amount') return this.sums.add(slot, when, kind) && this.finish(slot);
    if (what === 'since') {
      // No last step before it counts; the steps before a last step after it still may.
      this.finish(slot);
      return this.finish(slot - 1);
    }
    if (!steps.back(slot, when)) return false;
    const span = schedule.spans[steps.lastOf(slot)];
    if (span) this.found.hold(steps.atomOf(slot), Math.min(steps.endOf(slot) + span.stays, span.moves));
    return this.finishAll(steps.slotsOf(slot));
  }
}

function isAny(mask: Int32Array): boolean {
  let any = 0;
  for (let word = 0; word < mask.length; word++) any |= mask[word] ?? 0;
  return any !== 0;
}
