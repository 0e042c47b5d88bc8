import type { OpeningHours } from '../../../models/vehicle/opening-hours.js';
import { openTimesOn } from '../../platform/open-times.js';
import { dateAt, datesBetween } from '../../platform/wall-clock.js';

/** When a dealer is open; null hours or zone: always, as far as we know. */
export interface Opening {
  readonly timeZone: string | null;
  readonly hours: OpeningHours | null;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** A dealer who is not open for so long does not open. */
const furthestDays = 400;

/**
 * When so many minutes have passed in which the dealer was open, from an instant on: milliseconds since the epoch. Closed hours do
 * not count. Null when they are not open for that long within 400 days.
 */
export function responseDue(from: number, minutes: number, { timeZone, hours }: Opening): number | null {
  let left = minutes * minuteMs;
  if (timeZone === null || hours === null) return from + left;
  // The day before too: what is open until 24:00 there may still be, by a clock that was just put back.
  const first = dateAt(timeZone, from - dayMs);
  const last = dateAt(timeZone, from + furthestDays * dayMs);
  for (const date of datesBetween(first, last))
    for (const [opens, closes] of openTimesOn(timeZone, hours, date)) {
      const begins = Math.max(opens, from);
      if (closes <= begins) continue;
      if (closes - begins >= left) return begins + left;
      left -= closes - begins;
    }
  return null;
}
