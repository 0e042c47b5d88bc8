import type { SlotShape } from '../../models/test-drive/slot-shape.js';
import { openTimesOn } from '../platform/open-times.js';
import { instantsOf } from '../platform/wall-clock.js';

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
  const midnight = instantsOf(timeZone, date, 24 * 60).at(-1) ?? 0;
  const slots: Slot[] = [];
  let freeFrom = -Infinity;
  for (const [from, to] of openTimesOn(timeZone, hours, date)) {
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
