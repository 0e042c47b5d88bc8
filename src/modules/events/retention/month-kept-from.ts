import { DateTime } from 'luxon';

/** The beginning of the earliest month (UTC) of which something is to be kept: what came before has all had its days. */
export function monthKeptFrom(now: number, days: number): Date {
  return DateTime.fromMillis(now, { zone: 'utc' }).minus({ days }).startOf('month').toJSDate();
}
