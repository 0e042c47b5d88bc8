import type { Period } from '../../../models/segment/period.js';
import { spanAt, type Span } from '../meaning/span.js';
import { setBit, type Layout } from './layout.js';
import { wordBits, type Slot } from './slots.js';

const hour = 3_600_000;
/** Hours back whose stretches are looked up: those of most periods. Behind them edges are gone through. */
const hoursKnown = 90 * 24;

/**
 * When each slot of one word counts, at one instant. Edges of periods part time into stretches: the first is what comes after the
 * newest edge, each other what lies behind an edge, up to the next.
 */
export interface Edges {
  /** Newest first, the last −Infinity: where each stretch ends, going back. */
  readonly at: Float64Array;
  /** By `ageOf` an event: the first stretch in which it can lie. */
  readonly stretches: Uint16Array;
  /** Of each stretch: slots whose period that is, … */
  readonly counting: Int32Array;
  /** … those whose period is yet to begin, … */
  readonly waiting: Int32Array;
  /** … and last steps, of sequences that may begin at any time, whose period is over. */
  readonly over: Int32Array;
  /** Slots of which it takes more to say when they leave than how long: the calendar moves their periods, or they are counted alone. */
  readonly special: number;
}

/** When all slots count, at one instant. */
export interface Schedule {
  readonly now: number;
  /** Of each word of slots. */
  readonly edges: readonly Edges[];
  /** Of each slot: the span of its period, … */
  readonly spans: readonly Span[];
  /** … how long an event stays in it … */
  readonly stays: Float64Array;
  /** … and an instant up to which nothing is the slot's. */
  readonly ends: Float64Array;
}

/**
 * The place of an event in `stretches`, of which `last` is the last: 0 where it is later than now, then hour by hour. The length of an hour is
 * written out, as the bundle keeps constants as variables, and would divide anew for each event.
 */
export function ageOf(when: number, now: number, last: number): number {
  return Math.max(0, Math.min(last, ((now - when) * (1 / 3_600_000) + 1) | 0));
}

/** When each slot of a layout counts at `now`, by the clocks of a zone. */
export function scheduleAt({ slots, words, alone }: Layout, now: number, zone: string): Schedule {
  const known = new Map<Period, Span>();
  const spanOf = (period: Period) => {
    const span = known.get(period) ?? spanAt(period, now, zone);
    known.set(period, span);
    return span;
  };
  const spans = slots.map((slot) => spanOfSlot(slot, now, spanOf));
  const ends = Float64Array.from(slots, (slot, number) => (spans[number]?.after ?? 0) - (slot.kind === 'step' ? slot.reach : 0)); // prettier-ignore
  const edges = Array.from({ length: words }, (_, word) =>
    edgesOf(slots, { spans, ends }, word * wordBits, alone[word] ?? 0, now),
  );
  return { now, edges, spans, stays: Float64Array.from(spans, ({ stays }) => stays), ends };
}

/** The edges of the slots of a word: those from `first` on. */
function edgesOf(
  all: readonly Slot[],
  ofAll: Pick<Schedule, 'spans' | 'ends'>,
  first: number,
  alone: number,
  now: number,
): Edges {
  const slots = all.slice(first, first + wordBits);
  const spans = ofAll.spans.slice(first, first + wordBits);
  const ends = ofAll.ends.subarray(first, first + wordBits);
  const instants = [...new Set([...spans.map(({ until }) => until), ...ends])].filter(Number.isFinite); // prettier-ignore
  const at = Float64Array.from([...instants.sort((one, other) => other - one), -Infinity]);
  const [counting, waiting, over] = [new Int32Array(at.length), new Int32Array(at.length), new Int32Array(at.length)]; // prettier-ignore
  slots.forEach((slot, number) => {
    setBit(waiting, 0, number);
    for (let stretch = 1; stretch < at.length; stretch++) {
      const edge = at[stretch - 1] ?? 0;
      if (edge > (spans[number]?.until ?? 0)) setBit(waiting, stretch, number);
      else if (edge > (ends[number] ?? 0)) setBit(counting, stretch, number);
      else if (slot.kind === 'step' && slot.isLast && slot.isEndless) setBit(over, stretch, number);
    }
  });
  const special = spans.reduce((bits, { moves }, number) => (moves === Infinity ? bits : bits | (1 << number)), alone); // prettier-ignore
  return { at, stretches: stretchesAt(at, now), counting, waiting, over, special };
}

/** By `ageOf` an event: how many of these edges, newest first, it surely lies behind. */
export function stretchesAt(edges: Float64Array, now: number): Uint16Array {
  const stretches = new Uint16Array(hoursKnown + 1);
  // The newest instant of an hour may be the edge itself, which lies behind it.
  edges.forEach((edge, stretch) => {
    const age = Math.max(1, Math.ceil((now - edge) / hour) + 1);
    if (age <= hoursKnown) stretches.fill(stretch + 1, age);
  });
  return stretches;
}

function spanOfSlot(slot: Slot, now: number, spanOf: (period: Period) => Span): Span {
  switch (slot.kind) {
    case 'counter':
    case 'amount':
      return spanOf(slot.period);
    case 'step':
      return slot.isLast ? spanOf(slot.period) : whenever(spanOf(slot.period), now);
    case 'since':
      return whenever(spanOf(slot.period), now);
  }
}

/** Only the last step must lie in a sequence's period. */
function whenever(span: Span, now: number): Span {
  return { ...span, until: now, waits: 0 };
}
