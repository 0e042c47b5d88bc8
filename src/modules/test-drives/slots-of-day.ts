import { weekdays, type OpenFrom, type SlotShape } from '../../models/test-drive/opening-hours.js';
import { instantsOf } from './wall-clock.js';

/** One drive that could be: milliseconds since the epoch. A car is held until it is back and ready for the next. */
export interface Slot {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly heldUntil: number;
}

const minuteMs = 60_000;

/**
 * The drives that fit into a day of a dealer, in order, one after the other with the pause between. Each lies within the
 * opening hours on the dealer's own clock, also on a day of 23 or 25 hours, and no car is held beyond its day.
 */
export function slotsOfDay({ timeZone, hours, slotMinutes, pauseMinutes }: SlotShape, date: string): Slot[] {
  const midnight = lastOf(instantsOf(timeZone, date, 24 * 60));
  const slots: Slot[] = [];
  let freeFrom = -Infinity;
  for (const [opens, closes] of joined(openOn(hours, date))) {
    const [from, to] = instantsBetween(timeZone, date, opens, closes);
    for (let startsAt = Math.max(from, freeFrom); ;) {
      const endsAt = startsAt + slotMinutes * minuteMs;
      const heldUntil = endsAt + pauseMinutes * minuteMs;
      if (endsAt > to || heldUntil > midnight) break;
      slots.push({ startsAt, endsAt, heldUntil });
      startsAt = freeFrom = heldUntil;
    }
  }
  return slots;
}

/** What is said of the very day goes before what is said of its weekday. */
function openOn({ weekly, exceptions }: SlotShape['hours'], date: string): readonly OpenFrom[] {
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
