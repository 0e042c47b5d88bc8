import { DateTime } from 'luxon';
import type { CalendarPeriod, Period } from '../../../models/segment/period.js';
import { windowMs } from '../../../models/segment/window.js';
import { beginningOfDay } from './beginning.js';
import { LatelyFound } from './lately-found.js';

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

/** What stretch of the calendar each is, and whether it is the one before that of now. */
const calendar: Record<
  CalendarPeriod,
  { unit: 'day' | 'week' | 'month' | 'quarter' | 'year'; isLast: boolean }
> = {
  TODAY: { unit: 'day', isLast: false },
  YESTERDAY: { unit: 'day', isLast: true },
  THIS_WEEK: { unit: 'week', isLast: false },
  LAST_WEEK: { unit: 'week', isLast: true },
  THIS_MONTH: { unit: 'month', isLast: false },
  LAST_MONTH: { unit: 'month', isLast: true },
  THIS_QUARTER: { unit: 'quarter', isLast: false },
  LAST_QUARTER: { unit: 'quarter', isLast: true },
  THIS_YEAR: { unit: 'year', isLast: false },
  LAST_YEAR: { unit: 'year', isLast: true },
};

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

/** Spans of the calendar: people are looked at one after another, all at the same instant. */
const spans = new LatelyFound<Span>(100);

function calendarSpan(during: CalendarPeriod, now: number, zone: string): Span {
  return spans.of(`${during} ${now} ${zone}`, () => reckoned(during, now, zone));
}

function reckoned(during: CalendarPeriod, now: number, zone: string): Span {
  const { unit, isLast } = calendar[during];
  const begin = beginningOfDay(DateTime.fromMillis(now, { zone }).startOf(unit));
  const moves = beginningOfDay(begin.plus({ [unit]: 1 }).startOf(unit)).toMillis();
  const after = (start: DateTime) => start.toMillis() - 1;
  if (!isLast) return { after: after(begin), until: now, stays: Infinity, waits: 0, moves };
  const before = beginningOfDay(begin.minus({ [unit]: 1 }).startOf(unit));
  return { after: after(before), until: after(begin), stays: Infinity, waits: Infinity, moves };
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.,]\d{1,30})?)?(Z|[+-]\d{2}(:?\d{2})?)?$/;

/**
 * The instant a date or instant is: a date is the beginning of its day in the zone, an instant without an offset is UTC. NaN
 * when it is neither. The library takes more for instants: a year, a week, and `10:00` for that hour of whatever day it is.
 */
export function instantOf(written: string, zone: string): number {
  if (dayPattern.test(written)) return days.of(`${written} ${zone}`, () => beginningOf(written, zone));
  return instantPattern.test(written) ? DateTime.fromISO(written, { zone: 'utc' }).toMillis() : NaN;
}

/** Beginnings of days, by day and zone: rules name a few, over and over. */
const days = new LatelyFound<number>(1_000);

function beginningOf(day: string, zone: string): number {
  return beginningOfDay(DateTime.fromISO(day, { zone })).toMillis();
}

/** When an event that counts in a span ends to do so. */
export function leaves(at: number, { stays, moves }: Span): number {
  return Math.min(at + stays, moves);
}

/** When an event later than a span begins to count in it, or may. */
export function enters(at: number, { waits, moves }: Span): number {
  return Math.min(at + waits, moves);
}
