import type { Histories } from './histories.js';
import type { Layout } from './layout.js';
import { behindLanes, firstLane, rowSize } from './row.js';
import { stretchesAt, type Schedule } from './schedule.js';

const hourSeconds = 3_600;
/** Beyond so many events it is not asked whether there are enough. */
const mostCounted = 64;

interface Sequence {
  readonly first: number;
  /** Behind its last step, and behind all of its slots. */
  behindSteps: number;
  end: number;
}

const nowhere: Sequence = { first: 0, behindSteps: 0, end: 0 };

/**
 * Of whom anything in a row can be met by each slot, as far as it shows without a look into a history: by the families of what they
 * did, by when they did the newest thing, and by how many they did. Nobody went a way of which a step is missing.
 */
export class Possible {
  /** By slot: whoever can be met by it; others are not. */
  readonly lanes: Int32Array;
  /** Different sets of families, different ends of periods, newest first, and different counts, fewest first … */
  private families = new Int32Array(0);
  private ends = new Float64Array(0);
  private readonly counts: Int32Array;
  /** … the lanes that each comes to … */
  private byFamilies = new Int32Array(0);
  private byEnd = new Int32Array(1);
  private readonly byCount: Int32Array;
  /** … and by slot, the place of its own. */
  private readonly ofFamilies: Int32Array;
  private readonly ofEnd: Int32Array;
  private readonly ofCount: Int32Array;
  /** By `ageOf` the newest event: behind how many ends it lies. */
  private stretches: Uint16Array = new Uint16Array(0);
  /** By how many events there are, up to the most that are counted: for how many counts that is enough. */
  private readonly enoughFor = new Uint8Array(mostCounted + 1);
  private readonly sequences: readonly Sequence[];
  /** `ageOf` what happened at the end of the second 0 since the epoch, with its fraction: an hour later is one less. */
  private age = 0;

  constructor(private readonly layout: Layout) {
    const { slots } = layout;
    this.lanes = new Int32Array(slots.length);
    this.ofFamilies = new Int32Array(slots.length);
    this.ofEnd = new Int32Array(slots.length);
    const needs = slots.map((slot) => (slot.kind === 'counter' ? Math.min(slot.need, mostCounted) : 1));
    this.counts = Int32Array.from(new Set(needs)).sort();
    this.byCount = new Int32Array(this.counts.length + 1);
    this.ofCount = Int32Array.from(needs, (need) => this.counts.indexOf(need) + 1);
    for (let length = 0; length <= mostCounted; length++)
      this.enoughFor[length] = this.counts.filter((count) => count <= length).length;
    this.sequences = sequencesOf(layout);
  }

  /** At another instant, or with other kinds of events. */
  at({ now, ends }: Schedule): void {
    const { families } = this.layout;
    this.age = (now - 999) / (hourSeconds * 1_000) + 1;
    this.families = Int32Array.from(new Set(families));
    this.byFamilies = new Int32Array(this.families.length);
    families.forEach((own, slot) => (this.ofFamilies[slot] = this.families.indexOf(own)));
    this.ends = Float64Array.from(new Set(ends)).sort().reverse();
    this.byEnd = new Int32Array(this.ends.length + 1);
    ends.forEach((end, slot) => (this.ofEnd[slot] = this.ends.indexOf(end)));
    this.stretches = stretchesAt(this.ends, now);
  }

  /** Finds it for people of a row: leaves `lanes`. */
  find(histories: Histories, row: number, lanes: number): void {
    this.askFamilies(histories, row);
    this.askPeople(histories, row, lanes);
    const { byFamilies, byEnd, byCount, ofFamilies, ofEnd, ofCount } = this;
    const { used } = this.layout;
    for (let n = 0; n < used.length; n++) {
      const slot = used[n] ?? 0;
      this.lanes[slot] =
        (byFamilies[ofFamilies[slot] ?? 0] ?? 0) &
        (byEnd[ofEnd[slot] ?? 0] ?? 0) &
        (byCount[ofCount[slot] ?? 0] ?? 0);
    }
    this.askSequences();
  }

  private askFamilies(histories: Histories, row: number): void {
    const { families, byFamilies } = this;
    for (let n = 0; n < families.length; n++) {
      let who = 0;
      for (let rest = families[n] ?? 0; rest !== 0; rest &= rest - 1)
        who |= histories.whoDid(row, firstLane(rest));
      byFamilies[n] = who;
    }
  }

  /** Puts everybody where they stand, and adds up who stands at each place or nearer. */
  private askPeople(histories: Histories, row: number, lanes: number): void {
    const { byEnd, byCount, stretches, enoughFor, age } = this;
    const { newestSeconds, counts } = histories;
    const oldest = stretches.length - 1;
    byEnd.fill(0);
    byCount.fill(0);
    for (let lane = firstLane(lanes), end = behindLanes(lanes); lane < end; lane++) {
      const person = row * rowSize + lane;
      const hours = (age - (newestSeconds[person] ?? 0) * (1 / hourSeconds)) | 0;
      const stretch = stretches[Math.max(0, Math.min(oldest, hours))] ?? 0;
      byEnd[stretch] = (byEnd[stretch] ?? 0) | (1 << lane);
      const enough = enoughFor[Math.min(counts[person] ?? 0, mostCounted)] ?? 0;
      byCount[enough] = (byCount[enough] ?? 0) | (1 << lane);
    }
    for (let n = 1; n < byEnd.length; n++) byEnd[n] = (byEnd[n] ?? 0) | (byEnd[n - 1] ?? 0);
    // Whoever did enough for one count did for those before it.
    for (let n = byCount.length - 2; n >= 0; n--) byCount[n] = (byCount[n] ?? 0) | (byCount[n + 1] ?? 0);
  }

  private askSequences(): void {
    const { sequences, lanes } = this;
    for (let n = 0; n < sequences.length; n++) {
      const { first, behindSteps, end } = sequences[n] ?? nowhere;
      let who = -1;
      for (let slot = first; slot < behindSteps; slot++) who &= lanes[slot] ?? 0;
      for (let slot = first; slot < end; slot++) lanes[slot] = (lanes[slot] ?? 0) & who;
    }
  }
}

/** Which slots are of one sequence each. */
function sequencesOf({ slots }: Layout): Sequence[] {
  const sequences: Sequence[] = [];
  slots.forEach((slot, number) => {
    if (slot.kind !== 'step' && slot.kind !== 'since') return;
    if (slot.kind === 'step' && slot.isFirst)
      sequences.push({ first: number, behindSteps: number, end: number });
    const sequence = sequences.at(-1);
    if (!sequence) return;
    if (slot.kind === 'step') sequence.behindSteps = number + 1;
    sequence.end = number + 1;
  });
  return sequences;
}
