import { DateTime } from 'luxon';

const known = new Map<string, { day: string; from: number; until: number }>();

/** The day it is in a time zone: `2026-11-27`. Asked at every request, so a zone's day is worked out once. */
export function dayIn(timeZone: string, now: number): string {
  const today = known.get(timeZone);
  if (today && now >= today.from && now < today.until) return today.day;
  const start = DateTime.fromMillis(now, { zone: timeZone }).startOf('day');
  const until = start.plus({ days: 1 }).startOf('day');
  const day = start.toFormat('yyyy-MM-dd');
  known.set(timeZone, { day, from: start.toMillis(), until: until.toMillis() });
  return day;
}
