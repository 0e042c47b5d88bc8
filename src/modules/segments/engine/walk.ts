import type { Block } from './block.js';
import { Counters } from './counters.js';
import { Found } from './found.js';
import type { Histories } from './histories.js';
import type { Layout } from './layout.js';
import type { Relevance } from './relevance.js';
import type { Schedule } from './schedule.js';
import { Steps } from './steps.js';
import { Sums } from './sums.js';

/**
 * Goes through a history from its newest event to its oldest, once for each 32 slots, and stops as soon as none of them can
 * change any more. Leaves in `found` which atoms hold, and when that can first change by time alone: never late, sometimes
 * early.
 *
 * One that does not hold can come to do so by time alone only by events later than its period.
 */
export class Walk {
  readonly found: Found;
  /** Slots of the word that are finished with in this walk. */
  private done = 0;
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
    const { found, relevance, layout } = this;
    const { truth } = found;
    found.due = until;
    const atoms = nature * truth.length;
    for (let word = 0; word < truth.length; word++) truth[word] = relevance.truth[atoms + word] ?? 0;
    const length = histories.lengthOf(person);
    this.counters.begin();
    this.steps.begin();
    this.sums.begin();
    const block = histories.blockOf(person);
    const begin = histories.beginOf(person);
    for (let word = 0; word < layout.words; word++) {
      const wanted = relevance.slots[nature * layout.words + word] ?? 0;
      if (wanted !== 0) this.pass(word, wanted, block, begin, begin + length - 1);
    }
    this.sums.addUp(found, this.schedule);
  }

  /** Goes through a history for the slots of one word. */
  private pass(word: number, wanted: number, { at, kind }: Block, begin: number, end: number): void {
    const about = this.layout.about[word];
    const counts = this.layout.counts[word] ?? 0;
    const edges = this.schedule.edges[word];
    if (!about || !edges) return;
    const { left } = this.counters;
    this.done = ~wanted;
    let live = 0;
    let waiting = wanted;
    let edge = edges.at[0] ?? -Infinity;
    let next = 0;
    for (let place = end; place >= begin; place--) {
      const when = at[place] ?? 0;
      if (when <= edge) {
        do edge = edges.at[++next] ?? -Infinity;
        while (when <= edge);
        this.end(word, edges.over[next - 1] ?? 0);
        live = (edges.counting[next - 1] ?? 0) & ~this.done;
        waiting = (edges.waiting[next - 1] ?? 0) & ~this.done;
        if ((live | waiting) === 0) break;
      }
      const what = kind[place] ?? 0;
      const meant = about[what] ?? 0;
      // Before the event ends what it may itself belong to.
      if ((meant & waiting) !== 0) this.await(word, meant & waiting, when);
      const hits = meant & live;
      if (hits === 0) continue;
      const counted = hits & counts;
      const reached = left.count(word, counted);
      if (reached !== 0) this.reach(word, reached, when);
      if (counted !== hits) this.meet(word, hits ^ counted, when, what);
      live &= ~this.done;
      waiting &= ~this.done;
      if ((live | waiting) === 0) break;
    }
  }

  /** The period of these last steps is over. */
  private end(word: number, over: number): void {
    for (let ended = over & ~this.done; ended !== 0;) {
      const bit = 31 - Math.clz32(ended);
      ended ^= 1 << bit;
      const last = (word << 5) | bit;
      // A sequence of which no last step was met in its period is not to be found any more.
      if (!this.steps.isBegun(last)) this.finishAll(this.steps.slotsOf(last));
    }
  }

  /** An event that is not these slots' yet, but will be. */
  private await(word: number, slots: number, when: number): void {
    for (let bits = slots; bits !== 0;) {
      const bit = 31 - Math.clz32(bits);
      bits ^= 1 << bit;
      const span = this.schedule.spans[(word << 5) | bit];
      if (span) this.found.wake(Math.min(when + span.waits, span.moves));
    }
  }

  /** These slots have reached their next threshold at an event. */
  private reach(word: number, slots: number, when: number): void {
    for (let bits = slots; bits !== 0;) {
      const bit = 31 - Math.clz32(bits);
      bits ^= 1 << bit;
      if (this.counters.reach((word << 5) | bit, when, this.schedule)) this.done |= 1 << bit;
    }
  }

  private finishAll(slots: readonly number[]): void {
    for (const slot of slots) this.done |= 1 << (slot & 31);
  }

  /** All that is not counting, in the order of slots. */
  private meet(word: number, hits: number, when: number, kind: number): void {
    for (let bits = hits; bits !== 0;) {
      const bit = 31 - Math.clz32(bits & -bits);
      bits ^= 1 << bit;
      this.meetOne((word << 5) | bit, when, kind);
    }
  }

  private meetOne(slot: number, when: number, kind: number): void {
    const { schedule, steps, counters, sums } = this;
    const bit = 1 << (slot & 31);
    switch (this.layout.slots[slot]?.kind) {
      case 'counter':
        if (counters.tellApart(slot, when, kind, schedule)) this.done |= bit;
        return;
      case 'amount':
        if (sums.add(slot, when, kind)) this.done |= bit;
        return;
      case 'since':
        // No last step before it counts; the steps before a last step after it still may.
        this.done |= bit | (bit >>> 1);
        return;
      case 'step':
        if (!steps.back(slot, when)) return;
        this.found.hold(steps.atomOf(slot), this.leaves(slot));
        this.finishAll(steps.slotsOf(slot));
        return;
      case undefined:
    }
  }

  /** When the sequence that begins with a step ends to be one. */
  private leaves(slot: number): number {
    const span = this.schedule.spans[this.steps.lastOf(slot)];
    return span ? Math.min(this.steps.endOf(slot) + span.stays, span.moves) : Infinity;
  }
}
