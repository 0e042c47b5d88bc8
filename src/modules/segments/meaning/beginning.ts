import type { DateTime } from 'luxon';

/**
 * When the day of an instant begins in its zone. Where clocks are put back at midnight that hour comes twice, and the day
 * begins with the first of them: which of the two the library takes depends on when it is asked.
 */
export function beginningOfDay(at: DateTime): DateTime {
  const midnight = at.startOf('day');
  const hourBefore = midnight.minus({ hours: 1 });
  return hourBefore.day === midnight.day ? hourBefore : midnight;
}
