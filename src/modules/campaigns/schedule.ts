import { DateTime, IANAZone } from 'luxon';
import type { Problem } from '../../models/campaign/problem.js';
import { shown } from '../platform/shown.js';

/**
 * A schedule as a marketer gives it: on the wall clock of a time zone. A date alone means its whole day: `from` its
 * first instant, `until` the first instant of the next day, whether that day has 23, 24 or 25 hours.
 */
export interface ScheduleInput {
  /** `2026-12-01` or `2026-12-01T09:00`. Absent: from launch. */
  readonly from?: string | null | undefined;
  /** Absent: until ended by hand. A time of day is exclusive; a date alone is inclusive. */
  readonly until?: string | null | undefined;
  /** IANA zone. */
  readonly timeZone: string;
}

/** The same as instants: shown from `startsAt` on, no longer from `endsAt` on. */
export interface Schedule {
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly timeZone: string;
}

/**
 * Reads a schedule off the wall clock. An hour that daylight saving skips moves forward by what was skipped; an hour
 * that comes twice means its first coming.
 */
export function readSchedule(input: ScheduleInput): { schedule: Schedule } | { problems: Problem[] } {
  if (!IANAZone.isValidZone(input.timeZone))
    return {
      problems: [
        {
          path: 'schedule.timeZone',
          message: `"${shown(input.timeZone)}" is not a time zone.`,
          remedy: 'Give an IANA name such as Europe/London.',
        },
      ],
    };
  const startsAt = input.from ? readWallClock(input.from, input.timeZone, 'starts') : null;
  const endsAt = input.until ? readWallClock(input.until, input.timeZone, 'ends') : null;
  const problems: Problem[] = [];
  if (startsAt === 'unreadable') problems.push(unreadable('schedule.from', input.from));
  if (endsAt === 'unreadable') problems.push(unreadable('schedule.until', input.until));
  if (startsAt === 'unreadable' || endsAt === 'unreadable') return { problems };
  if (startsAt && endsAt && startsAt >= endsAt)
    return {
      problems: [
        {
          path: 'schedule.until',
          message: 'The schedule ends before it starts.',
          remedy: 'Give an until that is later than from.',
        },
      ],
    };
  return { schedule: { startsAt, endsAt, timeZone: input.timeZone } };
}

/** An instant on the wall clock of a zone, to the minute: `2026-12-01T09:00`. */
export function onWallClock(instant: Date, timeZone: string): string {
  return DateTime.fromJSDate(instant, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm");
}

function readWallClock(text: string, zone: string, edge: 'starts' | 'ends'): Date | 'unreadable' {
  const wholeDay = /^\d{4}-\d\d-\d\d$/.test(text);
  if (!wholeDay && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return 'unreadable';
  const local = DateTime.fromISO(text, { zone });
  if (!local.isValid) return 'unreadable';
  const instant = wholeDay && edge === 'ends' ? local.plus({ days: 1 }).startOf('day') : local;
  return new Date(Math.min(...instant.getPossibleOffsets().map((possible) => possible.toMillis())));
}

function unreadable(path: string, text: string | null | undefined): Problem {
  return {
    path,
    message: `"${shown(String(text))}" is not a local date or date-time.`,
    remedy:
      'Give 2026-12-01 for the whole day, or 2026-12-01T09:00; no offset, the time zone is given beside it.',
  };
}
