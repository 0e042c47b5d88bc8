import { DateTime } from 'luxon';
import { AppError } from '../../platform/app-error.js';
import { shown } from '../../platform/shown.js';
import { beginningOfDay } from '../meaning/beginning.js';
import { segmentErrors } from '../segments.errors.js';

/** Most days one question about flows may be about. */
export const mostDays = 93;
/** What a question may be about: how many days, and the code of the fault where it is not. */
export interface DaysAllowed {
  readonly most: number;
  readonly code: string;
}
const flowDays: DaysAllowed = { most: mostDays, code: segmentErrors.lifecycleDays };
/** How many days there are where the first is not said. */
const usualDays = 7;

/** Days of the calendar in a row. */
export interface LocalDays {
  /** Each day, `2026-11-26`. */
  readonly dates: readonly string[];
  /** When each begins, and at the end when the last is over. */
  readonly bounds: readonly Date[];
}

/**
 * The days from one to another, both included, by the clock of a zone; none that has not begun. Without a last day it is
 * today, without a first the week that ends with the last.
 * @throws AppError of the code given: LIFECYCLE_DAYS where none is
 */
export function localDays(
  from: string | null | undefined,
  to: string | null | undefined,
  zone: string,
  now: number,
  { most, code }: DaysAllowed = flowDays,
): LocalDays {
  const refused = (fault: string) => new AppError(code, 'invalid', `${fault}.`);
  const dayOf = (name: string, written: string) => {
    const day = noonOn(written, zone);
    if (day) return day;
    throw refused(`${name} is "${shown(written)}" and no day; write it as 2026-11-26`);
  };
  const today = noonOf(DateTime.fromMillis(now, { zone }));
  const last = to === null || to === undefined ? today : dayOf('to', to);
  const first =
    from === null || from === undefined ? last.minus({ days: usualDays - 1 }) : dayOf('from', from);
  if (first > last) throw refused(`from, ${isoOf(first)}, is later than to, ${isoOf(last)}; give the earlier day first`); // prettier-ignore
  if (last.diff(first, 'days').days > most - 0.5)
    throw refused(`from and to lie further apart than ${most} days; ask for less at once`);
  const days = new Map<string, DateTime>();
  for (let day = first; day <= last && day <= today; day = day.plus({ days: 1 })) days.set(isoOf(day), day);
  const begins = [...days.values()].map((day) => beginningOfDay(day).toJSDate());
  const end = [...days.values()].at(-1)?.plus({ days: 1 });
  return { dates: [...days.keys()], bounds: end ? [...begins, beginningOfDay(end).toJSDate()] : [] };
}

/** Noon is on every day, however the clocks are turned at night. */
function noonOf(day: DateTime): DateTime {
  return day.set({ hour: 12, minute: 0, second: 0, millisecond: 0 });
}

/** Null where it is no day. */
function noonOn(written: string, zone: string): DateTime | null {
  const day = /^\d{4}-\d\d-\d\d$/.test(written) ? DateTime.fromISO(`${written}T12:00`, { zone }) : null;
  return day?.isValid ? day : null;
}

function isoOf(day: DateTime): string {
  return day.toFormat('yyyy-MM-dd');
}
