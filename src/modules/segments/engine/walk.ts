import type { Histories } from './histories.js';
import { wordBits, type Layout } from './layout.js';
import type { Schedule } from './schedule.js';
import { doing } from './slots.js';

const none = new Float64Array(0);

/**
 * Goes through a history from its newest event to its oldest, once for all atoms, and stops as soon as none can change any
 * more. Leaves which atoms hold in `truth`, and when that can first change by time alone in `due`.
 *
 * An atom that asks for so many becomes true at the event that makes it so, and stays so until that event leaves its period:
 * all newer ones leave later. One that is not true can become so by time alone only by events later than its period.
 */
export class Walk {
  /** Bits of atoms that hold, those of the person included: `words` words. */
  readonly truth: Int32Array;
  /** Milliseconds since the epoch; never late, sometimes early. Infinity: never. */
  due = Infinity;
  private readonly words: number;
  private readonly live: Int32Array;
  /** Slots that never come on again in this walk. */
  private readonly done: Int32Array;
  /** Slots whose period has not begun yet, going back. */
  private readonly waiting: Int32Array;
  private readonly everything: Int32Array;
  private readonly needs: Int32Array;
  private readonly left: Int32Array;
  private readonly sums: Float64Array;
  private readonly oldest: Float64Array;
  /** Of steps: when the nearest event after which the rest follows happened, and when that rest ended. */
  private readonly nearest: Float64Array;
  private readonly ended: Float64Array;
  private readonly bounds: Float64Array;
  private readonly soon: Float64Array;
  private readonly whole: Int32Array;
  private readonly isFirst: Uint8Array;
  private readonly isLast: Uint8Array;
  private readonly lasts: Int32Array;
  /** Of things: the walk in which each was last seen. */
  private readonly seen: Uint32Array[];
  private readonly summing: readonly number[];
  private turn = 0;
  /** Whether fewer slots may be live than when that was last looked at. */
  private isLess = false;

  constructor(
    private readonly layout: Layout,
    private schedule: Schedule,
    private readonly dayOf: (at: number) => number,
  ) {
    const { slots, words } = layout;
    const room = words * wordBits;
    this.words = words;
    this.truth = new Int32Array(words);
    this.live = new Int32Array(words);
    this.done = new Int32Array(words);
    this.waiting = new Int32Array(words);
    this.everything = new Int32Array(words);
    this.needs = new Int32Array(room);
    this.left = new Int32Array(room);
    this.sums = new Float64Array(room);
    this.oldest = new Float64Array(room);
    this.nearest = new Float64Array(room);
    this.ended = new Float64Array(room);
    this.bounds = new Float64Array(room);
    this.soon = new Float64Array(room).fill(Infinity);
    this.whole = new Int32Array(room);
    this.isFirst = new Uint8Array(room);
    this.isLast = new Uint8Array(room);
    this.lasts = new Int32Array(words);
    this.seen = slots.map(() => new Uint32Array(0));
    slots.forEach((slot, number) => {
      this.needs[number] = slot.need;
      this.bounds[number] = slot.bound;
      this.soon[number] = slot.soon;
      this.whole[number] = slot.whole;
      this.isFirst[number] = slot.isFirst ? 1 : 0;
      this.isLast[number] = slot.isLast ? 1 : 0;
      if (slot.isLast) set(this.lasts, number);
      if (slot.deed) set(this.everything, number);
    });
    this.summing = slots.flatMap(({ doing: what }, number) =>
      what === doing.sum || what === doing.amount ? [number] : [],
    );
  }

  /** Another instant. */
  at(schedule: Schedule): void {
    this.schedule = schedule;
  }

  /** @param nature bits of the atoms about the person, and until when they hold */
  go(histories: Histories, person: number, nature: Int32Array, natureAt: number, natureDue: number): void {
    const { words, live, waiting, done, everything, truth, left } = this;
    const { about } = this.layout;
    const { edges } = this.schedule;
    const { at, kind } = histories;
    left.set(this.needs);
    this.due = natureDue;
    this.turn++;
    for (const slot of this.summing) this.sums[slot] = 0;
    this.nearest.fill(-1);
    for (let word = 0; word < words; word++) {
      live[word] = 0;
      done[word] = 0;
      waiting[word] = everything[word] ?? 0;
      truth[word] = nature[natureAt + word] ?? 0;
    }
    const begin = histories.start[person] ?? 0;
    let edge = edges[0] ?? -Infinity;
    let next = 0;
    let isWaiting = true;
    for (let place = begin + (histories.length[person] ?? 0) - 1; place >= begin; place--) {
      const when = at[place] ?? 0;
      if (when <= edge) {
        do {
          this.cross(next++);
          edge = edges[next] ?? -Infinity;
        } while (when <= edge);
        isWaiting = isAny(waiting);
        this.isLess = true;
      }
      if (this.isLess) {
        this.isLess = false;
        if (!isWaiting && !isAny(live)) break;
      }
      const what = kind[place] ?? 0;
      const row = what * words;
      for (let word = 0; word < words; word++) {
        const bits = about[row + word] ?? 0;
        if (bits === 0) continue;
        // Before the event ends what it may itself belong to.
        const later = isWaiting ? bits & (waiting[word] ?? 0) : 0;
        if (later !== 0) this.await(word, later, when);
        let hits = bits & (live[word] ?? 0);
        while (hits !== 0) {
          const bit = hits & -hits;
          hits ^= bit;
          const slot = (word << 5) | (31 - Math.clz32(bit));
          if (this.layout.doing[slot] === doing.count) {
            const still = (left[slot] ?? 0) - 1;
            left[slot] = still;
            if (still === 0) this.hold(slot, when);
          } else this.meet(slot, when, what);
        }
      }
    }
    if (this.summing.length > 0) this.addUp();
  }

  /** Puts slots on and off at an edge. */
  private cross(edge: number): void {
    const { words, live, waiting, done } = this;
    const { on, off } = this.schedule;
    const from = edge * words;
    for (let word = 0; word < words; word++) {
      const coming = on[from + word] ?? 0;
      const going = off[from + word] ?? 0;
      waiting[word] = (waiting[word] ?? 0) & ~coming;
      live[word] = ((live[word] ?? 0) | (coming & ~(done[word] ?? 0))) & ~going;
      done[word] = (done[word] ?? 0) | going;
      if ((going & (this.lasts[word] ?? 0)) !== 0) this.endUnbegun(word, going & (this.lasts[word] ?? 0));
    }
  }

  /** A sequence of which no last step was met in its period is not to be found any more. */
  private endUnbegun(word: number, lastSteps: number): void {
    for (let bits = lastSteps; bits !== 0; ) {
      const bit = bits & -bits;
      bits ^= bit;
      const slot = (word << 5) | (31 - Math.clz32(bit));
      let first = slot;
      let begun = this.nearest[slot] ?? -1;
      for (; this.isFirst[first] !== 1; first--) begun = Math.max(begun, this.nearest[first] ?? -1);
      if (begun === -1) this.finishSequence(first);
    }
  }

  /** An event that is not an atom's yet, but will be. */
  private await(word: number, slots: number, when: number): void {
    const { waits, moves } = this.schedule;
    for (let bits = slots; bits !== 0; ) {
      const bit = bits & -bits;
      bits ^= bit;
      const slot = (word << 5) | (31 - Math.clz32(bit));
      this.due = Math.min(this.due, when + (waits[slot] ?? 0), moves[slot] ?? Infinity);
    }
  }

  /** An atom became true, by an event. */
  private hold(slot: number, when: number): void {
    const word = slot >> 5;
    const bit = 1 << (slot & 31);
    this.truth[word] = (this.truth[word] ?? 0) | bit;
    this.finish(slot);
    this.due = Math.min(this.due, when + (this.schedule.stays[slot] ?? 0), this.schedule.moves[slot] ?? Infinity);
  }

  private finish(slot: number): void {
    const word = slot >> 5;
    const bit = 1 << (slot & 31);
    this.live[word] = (this.live[word] ?? 0) & ~bit;
    this.done[word] = (this.done[word] ?? 0) | bit;
    this.waiting[word] = (this.waiting[word] ?? 0) & ~bit;
    this.isLess = true;
  }

  /** All that is not counting. */
  private meet(slot: number, when: number, kind: number): void {
    switch (this.layout.doing[slot]) {
      case doing.distinct:
        return this.tellApart(slot, when, kind);
      case doing.sum:
      case doing.amount:
        return this.add(slot, when, kind);
      case doing.step:
        return this.stepBack(slot, when);
      case doing.since:
        return this.endBefore(slot);
    }
  }

  private tellApart(slot: number, when: number, kind: number): void {
    const things = this.layout.things.get(slot);
    if (things) {
      const thing = things[kind] ?? 0;
      let seen = this.seen[slot] ?? new Uint32Array(0);
      if (thing >= seen.length) {
        const more = new Uint32Array(Math.max(this.layout.thingsOf(slot), thing + 1));
        more.set(seen);
        this.seen[slot] = seen = more;
      }
      if (seen[thing] === this.turn) return;
      seen[thing] = this.turn;
    } else {
      // Days come one after another.
      if (when >= (this.nearest[slot] ?? -1) && (this.nearest[slot] ?? -1) !== -1) return;
      this.nearest[slot] = this.dayOf(when);
    }
    const still = (this.left[slot] ?? 0) - 1;
    this.left[slot] = still;
    if (still === 0) this.hold(slot, when);
  }

  private add(slot: number, when: number, kind: number): void {
    const sum = (this.sums[slot] ?? 0) + ((this.layout.amounts.get(slot) ?? none)[kind] ?? 0);
    this.sums[slot] = sum;
    if (this.layout.doing[slot] === doing.sum) {
      if (sum >= (this.bounds[slot] ?? 0)) this.hold(slot, when);
      return;
    }
    this.left[slot] = (this.left[slot] ?? 0) - 1;
    this.oldest[slot] = when;
  }

  /** Sums and averages of all there was; the first to leave is the oldest. */
  private addUp(): void {
    const { slots } = this.layout;
    for (const number of this.summing) {
      const slot = slots[number];
      if (!slot || this.layout.doing[number] !== doing.amount) continue;
      const count = -(this.left[number] ?? 0);
      const sum = this.sums[number] ?? 0;
      const bound = slot.bound * (slot.isAverage ? count : 1);
      const isOfSomething = count > 0 || !slot.isAverage;
      const holds = isOfSomething && (slot.side === 'atLeast' ? sum >= bound : sum <= bound);
      if (holds) set(this.truth, number);
      if (count > 0)
        this.due = Math.min(
          this.due,
          (this.oldest[number] ?? 0) + (this.schedule.stays[number] ?? 0),
          this.schedule.moves[number] ?? Infinity,
        );
    }
  }

  /** Steps of one sequence have neighbouring slots: the one after this is the step after it. */
  private stepBack(slot: number, when: number): void {
    const { nearest, ended } = this;
    if (this.isLast[slot] === 1) {
      nearest[slot] = when;
      ended[slot] = when;
      return;
    }
    const after = nearest[slot + 1] ?? -1;
    if (after === -1 || after - when > (this.soon[slot] ?? 0)) return;
    nearest[slot] = when;
    ended[slot] = ended[slot + 1] ?? 0;
    if (this.isFirst[slot] !== 1) return;
    this.finishSequence(slot);
    let last = slot;
    while (this.isLast[last] !== 1) last++;
    const whole = this.whole[slot] ?? 0;
    set(this.truth, whole);
    this.due = Math.min(
      this.due,
      (ended[slot] ?? 0) + (this.schedule.stays[last] ?? 0),
      this.schedule.moves[last] ?? Infinity,
    );
  }

  /** What must not come after the last step came: no last step before it counts; the steps of one after it still may. */
  private endBefore(slot: number): void {
    this.finish(slot);
    this.finish(slot - 1);
  }

  private finishSequence(first: number): void {
    const whole = this.whole[first] ?? 0;
    for (let slot = first; slot < this.layout.slots.length && this.whole[slot] === whole; slot++) this.finish(slot);
  }
}

function isAny(mask: Int32Array): boolean {
  for (const word of mask) if (word !== 0) return true;
  return false;
}

function set(mask: Int32Array, slot: number): void {
  const word = slot >> 5;
  mask[word] = (mask[word] ?? 0) | (1 << (slot & 31));
}
