import { IANAZone } from 'luxon';
import type { Daypart } from '../../models/campaign/campaign-terms.js';
import { weekdays } from '../../models/vehicle/opening-hours.js';
import { minuteOf } from '../platform/open-times.js';

const minuteMs = 60_000;
const minutesOfDay = 1_440;
const minutesOfWeek = 7 * minutesOfDay;
/** Minutes of the week before the epoch, which began on a Thursday. */
const epochMinute = 3 * minutesOfDay;
/** A window that lies in an hour which daylight saving skips opens a week later; two of them in a row do not come. */
const furthestMs = 22 * 24 * 60 * minuteMs;
/** No farther at once, so that no change of the offset is stepped over. */
const longestStep = 6 * 60;

/** Open minutes of a week that begins on Monday, on the wall clock: in order, apart, each from its first to before its last. */
export type OpenWeek = readonly (readonly [number, number])[];

/** The dayparts as minutes of the week; what touches or overlaps is one. No daypart at all is the whole week. */
export function openWeekOf(dayparts: readonly Daypart[]): OpenWeek {
  if (dayparts.length === 0) return [[0, minutesOfWeek]];
  const windows = dayparts
    .flatMap(({ days, from, until }) =>
      days.map((day): [number, number] => {
        const midnight = weekdays.indexOf(day) * minutesOfDay;
        return [midnight + minuteOf(from), midnight + minuteOf(until)];
      }),
    )
    .filter(([from, until]) => from < until)
    .sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [from, until] of windows) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else joined.push([from, until]);
  }
  return joined;
}

/** Whether the clock on the wall shows an open minute. An hour that comes twice is open twice; one that is skipped never. */
export function isOpenAt(week: OpenWeek, timeZone: string, at: number): boolean {
  return isOpenMinute(week, minuteOfWeek(IANAZone.create(timeZone), at));
}

/**
 * The first instant after `at` at which it opens or closes; Infinity when it never does.
 * @param at milliseconds since the epoch, as is the answer
 */
export function nextChange(week: OpenWeek, timeZone: string, at: number): number {
  if (week.length === 0 || (week.length === 1 && isWhole(week))) return Infinity;
  const zone = IANAZone.create(timeZone);
  const before = isOpenAt(week, timeZone, at);
  for (let from = at; from < at + furthestMs;) {
    const minute = minuteOfWeek(zone, from);
    const step = Math.min(longestStep, minutesToEdge(week, minute));
    const ahead = Math.floor(from / minuteMs) * minuteMs + step * minuteMs;
    const to = zone.offset(ahead) === zone.offset(from) ? ahead : jumpBetween(zone, from, ahead);
    if (isOpenMinute(week, minuteOfWeek(zone, to)) !== before) return to;
    from = to;
  }
  return Infinity;
}

/** Whether it is open at any moment from one instant to before another; either end may be open. */
export function everOpens(week: OpenWeek, timeZone: string, from: number, until: number): boolean {
  return isOpenAt(week, timeZone, from) || nextChange(week, timeZone, from) < until;
}

function isWhole([window]: OpenWeek): boolean {
  return window?.[0] === 0 && window[1] === minutesOfWeek;
}

function isOpenMinute(week: OpenWeek, minute: number): boolean {
  return week.some(([from, until]) => from <= minute && minute < until);
}

/** Minutes to the next beginning or end of a window, round the end of the week if need be. */
function minutesToEdge(week: OpenWeek, minute: number): number {
  const ahead = week.flat().map((edge) => (edge - minute + minutesOfWeek) % minutesOfWeek);
  return Math.min(...ahead.filter((minutes) => minutes > 0));
}

function minuteOfWeek(zone: IANAZone, at: number): number {
  const minute = Math.floor(at / minuteMs) + Math.round(zone.offset(at)) + epochMinute;
  return ((minute % minutesOfWeek) + minutesOfWeek) % minutesOfWeek;
}

/** The first instant between the two at which the zone has another offset than at the first. */
function jumpBetween(zone: IANAZone, from: number, to: number): number {
  const before = zone.offset(from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offset(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
