import { DateTime, type DateTimeUnit } from 'luxon';
import type { CalendarPeriod, Period } from '../../../models/segment/period.js';
import { windowMs } from '../../../models/segment/window.js';

/** A period at one instant: what counts happened in (`after`, `until`], milliseconds since the epoch. */
export interface Span {
  readonly after: number;
  readonly until: number;
  /** How long an event stays after it happened; Infinity where only the calendar ends it. */
  readonly stays: number;
  /** How long after it happened an event begins to count. */
  readonly waits: number;
  /** When the calendar moves the span on; Infinity where it does not. */
  readonly moves: number;
}

const units: ReadonlyMap<string, DateTimeUnit> = new Map([
  ['TODAY', 'day'], ['YESTERDAY', 'day'], ['WEEK', 'week'], ['MONTH', 'month'], ['QUARTER', 'quarter'], ['YEAR', 'year'],
]); // prettier-ignore

/** Where a period begins and ends at `now`. */
export function spanAt(period: Period, now: number, zone: string): Span {
  if (period.during !== undefined) return calendarSpan(period.during, now, zone);
  if (period.from !== undefined || period.before !== undefined) {
    const after = period.from === undefined ? -Infinity : instantOf(period.from, zone) - 1;
    const last = period.before === undefined ? Infinity : instantOf(period.before, zone) - 1;
    // What comes after a fixed end never counts.
    return {
      after,
      until: Math.min(now, last),
      stays: Infinity,
      waits: last < now ? Infinity : 0,
      moves: Infinity,
    };
  }
  const stays = length(period.within, Infinity);
  const waits = length(period.longerAgoThan, 0);
  return { after: now - stays, until: now - waits, stays, waits, moves: Infinity };
}

function length(duration: string | undefined, otherwise: number): number {
  return duration === undefined ? otherwise : (windowMs(duration) ?? otherwise);
}

function calendarSpan(during: CalendarPeriod, now: number, zone: string): Span {
  const [which = '', name = which] = during.split('_');
  const unit = units.get(name) ?? 'day';
  const begin = DateTime.fromMillis(now, { zone }).startOf(unit);
  const moves = begin
    .plus({ [unit]: 1 })
    .startOf(unit)
    .toMillis();
  const isLast = which === 'LAST' || which === 'YESTERDAY';
  if (!isLast) return { after: begin.toMillis() - 1, until: now, stays: Infinity, waits: 0, moves };
  const before = begin.minus({ [unit]: 1 }).startOf(unit);
  return {
    after: before.toMillis() - 1,
    until: begin.toMillis() - 1,
    stays: Infinity,
    waits: Infinity,
    moves,
  };
}

/** The instant a date or instant is: a date is the beginning of its day in the zone. NaN when it is neither. */
export function instantOf(written: string, zone: string): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(written)
    ? DateTime.fromISO(written, { zone }).toMillis()
    : DateTime.fromISO(written, { zone: 'utc' }).toMillis();
}

/** When an event that counts in a span ends to do so. */
export function leaves(at: number, { stays, moves }: Span): number {
  return Math.min(at + stays, moves);
}

/** When an event later than a span begins to count in it, or may. */
export function enters(at: number, { waits, moves }: Span): number {
  return Math.min(at + waits, moves);
}
