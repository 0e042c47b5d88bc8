import type { HistoryEvent } from '../../../models/profile/profile-history.js';
import type { DidRule } from '../../../models/segment/did.js';
import type { Period } from '../../../models/segment/period.js';
import { windowMs } from '../../../models/segment/window.js';
import { combined, opposite, type Answer } from './answer.js';
import { fits } from './deed-fits.js';
import { amountOf, dayOf, thingOf, toAmount } from './quantities.js';
import { enters, leaves, spanAt, type Span } from './span.js';

/** One look at the events of one kind, newest first. */
interface Look {
  /** Events that fit, oldest first, whenever they happened. */
  readonly events: readonly HistoryEvent[];
  readonly now: number;
  readonly zone: string;
}

/** Whether somebody did that at `now`, and until when at least the answer holds. Events come oldest first. */
export function didAnswer(did: DidRule, events: readonly HistoryEvent[], now: number, zone: string): Answer {
  const look = { events: events.filter((event) => fits(did, event, zone)), now, zone };
  const { sum, average, distinct, every, first, newest, times } = did;
  if (sum) return summed(look, did, sum);
  if (average) return averaged(look, did, average);
  if (distinct) return bounded(distinct, (need) => distinctAtLeast(look, did, distinct.of, need));
  if (every) return again(look, did, every);
  if (first ?? newest) return combined(agoAnswers(look, did), true);
  return bounded(times ?? { atLeast: 1 }, (need) => countAtLeast(look, did, need));
}

interface Bounds {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

/** At least so many, and not one more than at most. */
function bounded({ atLeast, atMost }: Bounds, reaches: (need: number) => Answer): Answer {
  const parts: Answer[] = [];
  if (atLeast !== undefined) parts.push(reaches(atLeast));
  if (atMost !== undefined) parts.push(opposite(reaches(atMost + 1)));
  return combined(parts, true);
}

/** With the span's n-th newest event leaving, and not before, fewer than n remain. */
function countAtLeast(look: Look, period: Period, need: number): Answer {
  const { span, counted, arrives } = within(look, period);
  const nth = counted[counted.length - need];
  if (nth === undefined) return { holds: false, until: arrives };
  return { holds: true, until: Math.min(arrives, leaves(nth.at, span)) };
}

function distinctAtLeast(look: Look, period: Period, of: string, need: number): Answer {
  const { span, counted, arrives } = within(look, period);
  const seen = new Set<string | number>();
  for (const event of counted.toReversed()) {
    const thing = of === 'day' ? dayOf(event.at, look.zone) : thingOf(of, event);
    if (thing === undefined || seen.has(thing)) continue;
    seen.add(thing);
    if (seen.size === need) return { holds: true, until: Math.min(arrives, leaves(event.at, span)) };
  }
  return { holds: false, until: arrives };
}

function summed(look: Look, period: Period, { of, atLeast, atMost }: Bounds & { of: string }): Answer {
  const { counted, until } = said(look, period, of);
  const sum = counted.reduce((total, { amount }) => total + amount, 0);
  return { holds: isBetween(sum, 1, { atLeast, atMost }), until };
}

/** Of nothing there is no average. */
function averaged(look: Look, period: Period, { of, atLeast, atMost }: Bounds & { of: string }): Answer {
  const { counted, until } = said(look, period, of);
  const sum = counted.reduce((total, { amount }) => total + amount, 0);
  return { holds: counted.length > 0 && isBetween(sum, counted.length, { atLeast, atMost }), until };
}

function isBetween(sum: number, count: number, { atLeast, atMost }: Bounds): boolean {
  return (
    (atLeast === undefined || sum >= toAmount(atLeast) * count) &&
    (atMost === undefined || sum <= toAmount(atMost) * count)
  );
}

/** Amounts said in a span, and when the first of them leaves or another comes. */
function said(look: Look, period: Period, of: string) {
  const { span, counted, arrives } = within(look, period);
  const amounts = counted.flatMap((event) => {
    const amount = amountOf(of, event);
    return amount === undefined ? [] : [{ at: event.at, amount }];
  });
  const [oldest] = amounts;
  return { counted: amounts, until: Math.min(arrives, oldest ? leaves(oldest.at, span) : Infinity) };
}

function again(
  look: Look,
  { within: whole }: DidRule,
  { period, ...times }: { period: string } & Bounds,
): Answer {
  const part = windowMs(period) ?? 0;
  const parts = Math.round((windowMs(whole ?? '') ?? 0) / part);
  const each = Array.from({ length: parts }, (_, n) => stretch(look, n * part, (n + 1) * part));
  return combined(
    each.map((stretched) => bounded(times, (need) => countIn(stretched, need))),
    true,
  );
}

/** What happened in (now − `to`, now − `from`]. */
function stretch(look: Look, from: number, to: number): Spanned {
  const { now } = look;
  const span = { after: now - to, until: now - from, stays: to, waits: from, moves: Infinity };
  return inSpan(look, span);
}

function countIn({ span, counted, arrives }: Spanned, need: number): Answer {
  const nth = counted[counted.length - need];
  if (nth === undefined) return { holds: false, until: arrives };
  return { holds: true, until: Math.min(arrives, leaves(nth.at, span)) };
}

function* agoAnswers(look: Look, { first, newest }: DidRule): Iterable<Answer> {
  const reaches = (period: Period) => countAtLeast(look, period, 1);
  if (newest?.agoAtMost !== undefined) yield reaches({ within: newest.agoAtMost });
  if (newest?.agoAtLeast !== undefined) {
    yield reaches({ longerAgoThan: newest.agoAtLeast });
    yield opposite(reaches({ within: newest.agoAtLeast }));
  }
  if (first?.agoAtLeast !== undefined) yield reaches({ longerAgoThan: first.agoAtLeast });
  if (first?.agoAtMost !== undefined) {
    yield reaches({});
    yield opposite(reaches({ longerAgoThan: first.agoAtMost }));
  }
}

interface Spanned {
  readonly span: Span;
  readonly counted: readonly HistoryEvent[];
  /** When the next event begins to count; Infinity when none will. */
  readonly arrives: number;
}

function within(look: Look, period: Period): Spanned {
  return inSpan(look, spanAt(period, look.now, look.zone));
}

function inSpan({ events }: Look, span: Span): Spanned {
  const later = events.filter(({ at }) => at > span.until);
  return {
    span,
    counted: events.filter(({ at }) => at > span.after && at <= span.until),
    arrives: later.reduce((first, { at }) => Math.min(first, enters(at, span)), Infinity),
  };
}
