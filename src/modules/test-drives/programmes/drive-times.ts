import { DateTime } from 'luxon';
import type { OpeningHours } from '../../../models/vehicle/opening-hours.js';
import { openTimesOn } from '../../platform/open-times.js';
import { dateAt, datesBetween } from '../../platform/wall-clock.js';
import type { Slot } from '../slots-of-day.js';

/** When cars are fetched and brought back at a centre. */
export interface CentreTimes {
  /** IANA name: `Asia/Shanghai`. */
  readonly timeZone: string;
  readonly hours: OpeningHours;
  readonly pickUpEveryMinutes: number;
  readonly turnaroundMinutes: number;
}

const minuteMs = 60_000;

/** The instants at which a car can be fetched, from one to before another, in order: milliseconds since the epoch. */
export function pickUps({ timeZone, hours, pickUpEveryMinutes }: CentreTimes, from: number, to: number): number[] {
  if (to <= from) return [];
  const step = pickUpEveryMinutes * minuteMs;
  const times = datesBetween(dateAt(timeZone, from), dateAt(timeZone, to)).flatMap((date) =>
    openTimesOn(timeZone, hours, date).flatMap(([opens, closes]) =>
      Array.from({ length: Math.ceil((closes - opens) / step) }, (_, nth) => opens + nth * step),
    ),
  );
  return times.filter((at) => at >= from && at < to);
} // prettier-ignore

/**
 * A drive of so many days, which ends when the clock on the wall shows the same time again; null where nobody can bring the car back
 * then. The car is held until it is ready for the next.
 */
export function driveOf(times: CentreTimes, startsAt: number, days: number): Slot | null {
  const { timeZone, hours, turnaroundMinutes } = times;
  const endsAt = DateTime.fromMillis(startsAt, { zone: timeZone }).plus({ days }).toMillis();
  const open = openTimesOn(timeZone, hours, dateAt(timeZone, endsAt));
  // The end of a day is the beginning of the next, which may be closed.
  const before = openTimesOn(timeZone, hours, dateAt(timeZone, endsAt - 1));
  const isOpen = [...open, ...before].some(([opens, closes]) => opens <= endsAt && endsAt <= closes);
  return isOpen ? { startsAt, endsAt, heldUntil: endsAt + turnaroundMinutes * minuteMs } : null;
}
