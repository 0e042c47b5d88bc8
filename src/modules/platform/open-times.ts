import { weekdays, type OpenFrom, type OpeningHours } from '../../models/vehicle/opening-hours.js';
import { instantsOf } from './wall-clock.js';

/**
 * From when to when a door is open on a day, in order: milliseconds since the epoch. What touches or overlaps is one. By the
 * clock on its own wall, also on a day of 23 or 25 hours.
 */
export function openTimesOn(timeZone: string, hours: OpeningHours, date: string): [number, number][] {
  return joined(openOn(hours, date)).map(([opens, closes]) => instantsBetween(timeZone, date, opens, closes));
}

/** What is said of the very day goes before what is said of its weekday. */
function openOn({ weekly, exceptions }: OpeningHours, date: string): readonly OpenFrom[] {
  const exception = exceptions[date];
  if (exception) return exception;
  const weekday = weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7];
  return (weekday && weekly[weekday]) ?? [];
}

/** In order and in minutes of the day, those that touch or overlap as one. */
function joined(open: readonly OpenFrom[]): [number, number][] {
  const all: [number, number][] = [];
  const ordered = open
    .map(({ opens, closes }) => [minuteOf(opens), minuteOf(closes)] as const)
    .sort(([a], [b]) => a - b);
  for (const [opens, closes] of ordered) {
    const before = all.at(-1);
    if (before && opens <= before[1]) before[1] = Math.max(before[1], closes);
    else if (opens < closes) all.push([opens, closes]);
  }
  return all;
}

/**
 * Open from the last time the clock shows the one until the first time it shows the other, so that what lies between never
 * shows another time; where both are in a doubled hour, in its first half.
 */
function instantsBetween(timeZone: string, date: string, opens: number, closes: number): [number, number] {
  const from = instantsOf(timeZone, date, opens);
  const [to = 0] = instantsOf(timeZone, date, closes);
  return [lastOf(from) < to ? lastOf(from) : (from[0] ?? 0), to];
}

function lastOf(instants: readonly number[]): number {
  return instants.at(-1) ?? 0;
}

/** `09:30` is 570. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
