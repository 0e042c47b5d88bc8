import type { Period } from '../../../models/segment/period.js';
import { spanAt, type Span } from '../meaning/span.js';
import { setBit, type Layout } from './layout.js';
import type { Slot } from './slots.js';

/** When each slot counts, at one instant. Going back in time, the edges of all periods are met one after another. */
export interface Schedule {
  readonly now: number;
  /** Newest first, the last −Infinity. */
  readonly edges: Float64Array;
  /** Behind each edge, `words` words: slots whose period that is, … */
  readonly counting: Int32Array;
  /** … those whose period is yet to begin, … */
  readonly waiting: Int32Array;
  /** … and last steps whose period is over. */
  readonly over: Int32Array;
  /** Of each slot: the span of its period, for a counter that of its longest. */
  readonly spans: readonly Span[];
  /** Of each threshold, in the order of slots: from when on events count, how long they stay, and when the calendar moves. */
  readonly after: Float64Array;
  readonly stays: Float64Array;
  readonly moves: Float64Array;
}

/** When each slot of a layout counts at `now`, by the clocks of a zone. */
export function scheduleAt({ slots, words }: Layout, now: number, zone: string): Schedule {
  const known = new Map<Period, Span>();
  const spanOf = (period: Period) => {
    const span = known.get(period) ?? spanAt(period, now, zone);
    known.set(period, span);
    return span;
  };
  const spans = slots.map((slot) => spanOfSlot(slot, now, spanOf));
  const ends = slots.map(
    (slot, number) => (spans[number]?.after ?? 0) - (slot.kind === 'step' ? slot.reach : 0),
  );
  const instants = [...new Set([...spans.map(({ until }) => until), ...ends])].filter(
    (edge) => edge !== -Infinity,
  );
  const edges = Float64Array.from([...instants.sort((one, other) => other - one), -Infinity]);
  const counting = new Int32Array(edges.length * words);
  const waiting = new Int32Array(edges.length * words);
  const over = new Int32Array(edges.length * words);
  slots.forEach((slot, number) => {
    edges.forEach((edge, place) => {
      if (edge > (spans[number]?.until ?? 0)) setBit(waiting, place * words, number);
      else if (edge > (ends[number] ?? 0)) setBit(counting, place * words, number);
      else if (slot.kind === 'step' && slot.isLast) setBit(over, place * words, number);
    });
  });
  const thresholds = slots.flatMap((slot) => (slot.kind === 'counter' ? slot.thresholds : [])).map(({ period }) => spanOf(period)); // prettier-ignore
  return {
    now,
    edges,
    counting,
    waiting,
    over,
    spans,
    after: Float64Array.from(thresholds, ({ after }) => after),
    stays: Float64Array.from(thresholds, ({ stays }) => stays),
    moves: Float64Array.from(thresholds, ({ moves }) => moves),
  };
}

function spanOfSlot(slot: Slot, now: number, spanOf: (period: Period) => Span): Span {
  switch (slot.kind) {
    case 'amount':
      return spanOf(slot.period);
    case 'step':
      return slot.isLast ? spanOf(slot.period) : whenever(spanOf(slot.period), now);
    case 'since':
      return whenever(spanOf(slot.period), now);
    case 'counter':
      return slot.thresholds
        .map(({ period }) => spanOf(period))
        .reduce((longest, span) => ({
          after: Math.min(longest.after, span.after),
          until: span.until,
          stays: Math.max(longest.stays, span.stays),
          waits: Math.min(longest.waits, span.waits),
          moves: Math.min(longest.moves, span.moves),
        }));
  }
}

/** Only the last step must lie in a sequence's period. */
function whenever(span: Span, now: number): Span {
  return { ...span, until: now, waits: 0 };
}
