import { Counters } from './counters.js';
import type { ChangesDue } from './changes-due.js';
import type { Histories } from './histories.js';
import { what, type Layout } from './layout.js';
import { firstLane, lastLane, rowSize } from './row.js';
import { ageOf, type Edges, type Schedule } from './schedule.js';
import { wordBits } from './slots.js';
import { Steps } from './steps.js';
import { Sums } from './sums.js';

const nothing = new Int32Array(0);
/** So many events are passed over by their kind alone before it is looked when they were. */
const passedOver = 8;

/**
 * Goes through histories from the newest event to the oldest, once for each 32 slots, and stops as soon as none of them can change
 * any more. Finds which atoms hold of whom, and when that can first change by time alone: never late, sometimes early.
 *
 * One that does not hold can come to do so by time alone only by events later than its period.
 */
export class Walk {
  private readonly counters: Counters;
  private readonly steps: Steps;
  private readonly sums: Sums;
  /** Of the person and the word at hand: their lane, and slots whose atoms hold. */
  private lane = 0;
  private held = 0;
  /** By lane: slots that are wanted. By slot: lanes of whom it holds. */
  private readonly wanted = new Int32Array(rowSize);
  private readonly found = new Int32Array(wordBits);

  constructor(
    private readonly layout: Layout,
    private schedule: Schedule,
    private readonly changes: ChangesDue,
    dayOf: (at: number) => number,
  ) {
    this.counters = new Counters(layout, dayOf);
    this.steps = new Steps(layout.slots);
    this.sums = new Sums(layout);
  }

  /** Another instant. */
  at(schedule: Schedule): void {
    this.schedule = schedule;
  }

  /**
   * Looks at people of a row for the slots of one word.
   * @param asking by slot of the word: for whom it matters
   * @returns the same way, of whom its atom holds; of others nothing is said. Good until the next call
   */
  go(word: number, histories: Histories, row: number, asking: Int32Array): Int32Array {
    const { wanted, found } = this;
    const edges = this.schedule.edges[word];
    found.fill(0);
    if (!edges) return found;
    const lanes = spread(asking, wanted);
    // From the last to the first, as walks go from the newest event to the oldest: so memory is read in one direction.
    for (let rest = lanes, lane = 0; rest !== 0; rest ^= 1 << lane) {
      lane = lastLane(rest);
      this.begin(word, lane);
      const held = this.pass(word, wanted[lane] ?? 0, edges, histories, row * rowSize + lane);
      for (let more = held; more !== 0; more &= more - 1) {
        const slot = firstLane(more);
        found[slot] = (found[slot] ?? 0) | (1 << lane);
      }
    }
    return found;
  }

  /**
   * Goes through a history for the slots of one word. Whatever is counted together is counted here, bit by bit and without a
   * branch: what an event is about cannot be foretold, and a processor that guessed wrong loses more than it takes to count.
   * For the same reason the stretch in which an event lies is looked up where it is another. Most events are of no slot that is still
   * open: of those nothing but their kind is read, and only now and then it is seen when one was. Of several slots that have enough at one
   * event the first is the first to leave.
   * @returns slots whose atoms hold
   */
  private pass(word: number, wanted: number, edges: Edges, histories: Histories, person: number): number {
    const { now, stays } = this.schedule;
    const { at: until, stretches, counting, waiting, over, special } = edges;
    const { at, kind } = histories.blockOf(person);
    const { countdown, about: abouts, counters: allCounters } = this.layout;
    const begin = histories.beginOf(person);
    const about = abouts[word] ?? nothing, counters = allCounters[word] ?? 0, from = countdown[word] ?? nothing; // prettier-ignore
    let p0 = from[0] ?? 0, p1 = from[1] ?? 0, p2 = from[2] ?? 0, p3 = from[3] ?? 0, p4 = from[4] ?? 0, p5 = from[5] ?? 0; // prettier-ignore
    let done = ~wanted, counted = 0, awaited = ~done, open = ~done, edge = until[0] ?? -Infinity, due = Infinity; // prettier-ignore
    for (let place = begin + histories.lengthOf(person) - 1; open !== 0 && place >= begin; place--) {
      const stop = Math.max(begin, place - passedOver);
      while (place > stop && ((about[kind[place] ?? 0] ?? 0) & open) === 0) place--;
      const when = at[place] ?? 0;
      if (when <= edge) {
        let stretch = stretches[ageOf(when, now, stretches.length - 1)] ?? 0;
        while (when <= (edge = until[stretch] ?? -Infinity)) stretch++;
        counted = counting[stretch] ?? 0;
        awaited = waiting[stretch] ?? 0;
        done |= this.end(word, (over[stretch] ?? 0) & ~done);
        open = (counted | awaited) & ~done;
      }
      const meant = (about[kind[place] ?? 0] ?? 0) & open;
      if (meant === 0) continue;
      if ((meant & awaited) !== 0) this.await(word, meant & awaited, at, place);
      let left = meant & counted & counters;
      left &= p0 ^= left;
      left &= p1 ^= left;
      left &= p2 ^= left; // prettier-ignore
      if (left !== 0) {
        left &= p3 ^= left;
        left &= p4 ^= left;
        left &= p5 ^= left;
        done |= left;
        const known = left & ~special;
        if (known !== 0) due = Math.min(due, when + (stays[(word << 5) | firstLane(known)] ?? 0));
        if (known !== left) this.reach(word, left & special, at, place, histories, person);
      }
      if ((meant & counted & ~counters) !== 0) done |= this.meet(word, meant & counted & ~counters, at, kind, place); // prettier-ignore
      open &= ~done;
    }
    return this.finish(word, done & wanted & counters & ~special, due);
  }

  /** Takes what was counted together, and until when that holds. Returns slots whose atoms hold. */
  private finish(word: number, counted: number, due: number): number {
    this.changes.wake(this.lane, due);
    this.held |= counted;
    return this.sums.met === 0 ? this.held : this.addUp(word, this.sums.met);
  }

  private begin(word: number, lane: number): void {
    this.lane = lane;
    this.held = this.layout.atNothing[word] ?? 0;
    this.steps.begin(word);
    this.sums.begin();
  }

  /** There were as many events of these slots as they need. */
  private reach(
    word: number,
    slots: number,
    at: Float64Array,
    place: number,
    histories: Histories,
    person: number,
  ): void {
    const alone = slots & (this.layout.alone[word] ?? 0);
    if (alone !== 0) this.countAlone(word, alone, histories, person);
    for (let rest = slots ^ alone; rest !== 0; rest &= rest - 1) {
      const slot = (word << 5) | firstLane(rest);
      this.hold(slot, slot, at[place] ?? 0);
    }
  }

  /** Looks whether there are still enough where not every event counts, or more are needed than are counted together. */
  private countAlone(word: number, slots: number, histories: Histories, person: number): void {
    for (let rest = slots; rest !== 0; rest &= rest - 1) {
      const slot = (word << 5) | firstLane(rest);
      const span = this.schedule.spans[slot];
      const when = span ? this.counters.reached(slot, span, histories, person) : NaN;
      if (!Number.isNaN(when)) this.hold(slot, slot, when);
    }
  }

  /** Decides about amounts; the first of them to leave is the oldest. Returns slots whose atoms hold. */
  private addUp(word: number, slots: number): number {
    for (let rest = slots; rest !== 0; rest &= rest - 1) {
      const slot = (word << 5) | firstLane(rest);
      const bit = rest & -rest;
      this.held = this.sums.isHeld(slot) ? this.held | bit : this.held & ~bit;
      this.wake(slot, this.sums.oldest[slot] ?? 0);
    }
    return this.held;
  }

  /** The period of these last steps is over. Returns slots that are finished with. */
  private end(word: number, over: number): number {
    let done = 0;
    for (let rest = over; rest !== 0; rest &= rest - 1) {
      const last = (word << 5) | firstLane(rest);
      // A sequence of which no last step was met in its period is not to be found any more.
      if (!this.steps.isBegun(last)) done |= this.steps.slotsOf(last);
    }
    return done;
  }

  /** An event that is not these slots' yet, but will be: noted before it ends what it may itself belong to. */
  private await(word: number, slots: number, at: Float64Array, place: number): void {
    const when = at[place] ?? 0;
    for (let rest = slots; rest !== 0; rest &= rest - 1) {
      const span = this.schedule.spans[(word << 5) | firstLane(rest)];
      if (span) this.changes.wake(this.lane, Math.min(when + span.waits, span.moves));
    }
  }

  /** All that is not counted together, in the order of slots. Returns slots that are finished with. */
  private meet(word: number, hits: number, at: Float64Array, kinds: Uint32Array, place: number): number {
    const when = at[place] ?? 0;
    const kind = kinds[place] ?? 0;
    let done = 0;
    for (let rest = hits; rest !== 0; rest &= rest - 1)
      done |= this.meetOne((word << 5) | firstLane(rest), when, kind);
    return done;
  }

  private meetOne(slot: number, when: number, kind: number): number {
    const { steps, sums, layout } = this;
    const bit = 1 << (slot & 31);
    switch (layout.whats[slot]) {
      case what.amount:
        return sums.add(slot, when, kind) ? bit : 0;
      case what.since:
        // No last step before it counts; the steps before a last step after it still may.
        return bit | (bit >>> 1);
      case what.step:
        if (!steps.back(slot, when)) return 0;
        this.hold(slot, steps.lastOf(slot), steps.endOf(slot));
        return steps.slotsOf(slot);
      case what.counter:
      case undefined:
      default:
        return 0;
    }
  }

  /** A slot's atom holds for as long as an event stays in a period. */
  private hold(slot: number, ofPeriod: number, when: number): void {
    this.held |= 1 << (slot & 31);
    this.wake(ofPeriod, when);
  }

  private wake(ofPeriod: number, when: number): void {
    const span = this.schedule.spans[ofPeriod];
    if (span) this.changes.wake(this.lane, Math.min(when + span.stays, span.moves));
  }
}

/** From lanes by slot to slots by lane. Returns all lanes that there are. */
function spread(asking: Int32Array, wanted: Int32Array): number {
  let lanes = 0;
  wanted.fill(0);
  for (let slot = 0; slot < wordBits; slot++) {
    const who = asking[slot] ?? 0;
    lanes |= who;
    for (let rest = who; rest !== 0; rest &= rest - 1) {
      const lane = firstLane(rest);
      wanted[lane] = (wanted[lane] ?? 0) | (1 << slot);
    }
  }
  return lanes;
}
