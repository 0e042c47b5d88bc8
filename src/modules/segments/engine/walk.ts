import type { Block } from './block.js';
import { Counters } from './counters.js';
import { Found } from './found.js';
import type { Histories } from './histories.js';
import { what, type Layout } from './layout.js';
import type { Relevance } from './relevance.js';
import type { Edges, Schedule } from './schedule.js';
import { planes } from './slots.js';
import { Steps } from './steps.js';
import { Sums } from './sums.js';

const nothing = new Int32Array(0);
const noEdges: Edges = { at: Float64Array.of(-Infinity), counting: nothing, waiting: nothing, over: nothing, calendar: 0, moves: Infinity }; // prettier-ignore

/**
 * Goes through a history from its newest event to its oldest, once for each 32 slots, and stops as soon as none of them can
 * change any more. Leaves in `found` which atoms hold, and when that can first change by time alone: never late, sometimes
 * early.
 *
 * One that does not hold can come to do so by time alone only by events later than its period.
 */
export class Walk {
  readonly found: Found;
  private readonly counters: Counters;
  private readonly steps: Steps;
  private readonly sums: Sums;

  /** @param truth words of it, and the first that is about slots */
  constructor(
    private readonly layout: Layout,
    private schedule: Schedule,
    private readonly relevance: Relevance,
    private readonly truth: { readonly first: number; readonly words: number },
    dayOf: (at: number) => number,
  ) {
    this.found = new Found(truth.words);
    this.counters = new Counters(layout, dayOf);
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
    // Of nothing there is nothing to be found.
    const families = histories.familiesOf(person) & layout.families;
    if (families === 0) return;
    const length = histories.lengthOf(person);
    const block = histories.blockOf(person);
    const begin = histories.beginOf(person);
    for (let word = 0; word < layout.words; word++) {
      const wanted = (relevance.slots[nature * layout.words + word] ?? 0) & layout.slotsOf(families, word);
      if (wanted === 0) continue;
      this.counters.begin(word);
      this.steps.begin(word);
      this.sums.begin(word);
      this.pass(word, wanted, block, begin, begin + length - 1);
      this.sums.addUp(word, found, this.schedule);
    }
  }

  /**
   * Goes through a history for the slots of one word. Whatever is counted together is counted here, bit by bit and without a
   * branch: what an event is about cannot be foretold, and a processor that guessed wrong loses more than it takes to count.
   */
  private pass(word: number, wanted: number, { at, kind }: Block, begin: number, end: number): void {
    const { layout, schedule } = this;
    const { atFirst } = this.counters;
    const about = layout.about[word] ?? nothing;
    const counts = layout.counts[word] ?? 0;
    const edges = schedule.edges[word] ?? noEdges;
    const from = word * planes;
    let p0 = atFirst[from] ?? 0, p1 = atFirst[from + 1] ?? 0, p2 = atFirst[from + 2] ?? 0; // prettier-ignore
    let p3 = atFirst[from + 3] ?? 0, p4 = atFirst[from + 4] ?? 0, p5 = atFirst[from + 5] ?? 0; // prettier-ignore
    let done = ~wanted, live = 0, waiting = wanted, next = 0, edge = edges.at[0] ?? 0, due = Infinity; // prettier-ignore
    for (let place = end; place >= begin; place--) {
      const when = at[place] ?? 0;
      if (when <= edge) {
        do edge = edges.at[++next] ?? 0;
        while (when <= edge);
        const over = (edges.over[next - 1] ?? 0) & ~done;
        if (over !== 0) done |= this.end(word, over);
        live = (edges.counting[next - 1] ?? 0) & ~done;
        waiting = (edges.waiting[next - 1] ?? 0) & ~done;
        if ((live | waiting) === 0) break;
      }
      const meant = about[kind[place] ?? 0] ?? 0;
      // Before the event ends what it may itself belong to.
      if ((meant & waiting) !== 0) this.await(word, meant & waiting, when);
      let left = meant & live & counts;
      const others = (meant & live) ^ left;
      left &= p0 ^= left;
      left &= p1 ^= left;
      left &= p2 ^= left;
      left &= p3 ^= left;
      left &= p4 ^= left;
      left &= p5 ^= left;
      if ((left | others) === 0) continue;
      if (left !== 0) due = Math.min(due, when + (schedule.stays[(word << 5) | (31 - Math.clz32(left & -left))] ?? 0)); // prettier-ignore
      done |= left;
      if (others !== 0) done |= this.meet(word, others, when, kind[place] ?? 0);
      live &= ~done;
      waiting &= ~done;
      if ((live | waiting) === 0) break;
    }
    this.reach(word, done & wanted & counts, due, edges);
  }

  /** These slots were counted down, and the first to leave leaves then, if the calendar does not move before. */
  private reach(word: number, slots: number, due: number, { calendar, moves }: Edges): void {
    const { found, truth } = this;
    found.truth[truth.first + word] = (found.truth[truth.first + word] ?? 0) | slots;
    found.wake(due);
    if ((slots & calendar) !== 0) found.wake(moves);
  }

  /** The period of these last steps is over. Returns slots that are finished with. */
  private end(word: number, over: number): number {
    let done = 0;
    for (let ended = over; ended !== 0;) {
      const bit = 31 - Math.clz32(ended);
      ended ^= 1 << bit;
      const last = (word << 5) | bit;
      // A sequence of which no last step was met in its period is not to be found any more.
      if (!this.steps.isBegun(last)) done |= this.steps.slotsOf(last);
    }
    return done;
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

  /** All that is not counted together, in the order of slots. Returns slots that are finished with. */
  private meet(word: number, hits: number, when: number, kind: number): number {
    let done = 0;
    for (let bits = hits; bits !== 0;) {
      const bit = 31 - Math.clz32(bits & -bits);
      bits ^= 1 << bit;
      done |= this.meetOne((word << 5) | bit, when, kind);
    }
    return done;
  }

  private meetOne(slot: number, when: number, kind: number): number {
    const { steps, counters, sums, layout } = this;
    const bit = 1 << (slot & 31);
    switch (layout.whats[slot]) {
      case what.counter:
        if (!counters.count(slot, when, kind)) return 0;
        this.hold(slot, slot, when);
        return bit;
      case what.amount:
        return sums.add(slot, when, kind) ? bit : 0;
      case what.since:
        // No last step before it counts; the steps before a last step after it still may.
        return bit | (bit >>> 1);
      case what.step:
        if (!steps.back(slot, when)) return 0;
        this.hold(slot, steps.lastOf(slot), steps.endOf(slot));
        return steps.slotsOf(slot);
      case undefined:
      default:
        return 0;
    }
  }

  /** A slot's atom holds for as long as an event stays in a period. */
  private hold(slot: number, ofPeriod: number, when: number): void {
    const span = this.schedule.spans[ofPeriod];
    if (span) this.found.hold(this.layout.atoms[slot] ?? 0, Math.min(when + span.stays, span.moves));
  }
}
