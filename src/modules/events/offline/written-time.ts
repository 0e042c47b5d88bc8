import { DateTime } from 'luxon';

/** Ways of writing a time that mean one thing only; `03/04/2026` does not. */
const unmistakable = ['d.M.yyyy H:mm:ss', 'd.M.yyyy H:mm', 'd.M.yyyy', 'yyyy/M/d H:mm', 'yyyy/M/d'];

/**
 * Milliseconds since the epoch of a date and time as tables hold them, in one cell or two; null where they cannot be
 * read. Without an offset they are of the zone.
 */
export function timeIn(
  date: string,
  timeOfDay: string,
  zone: string,
  format: string | undefined,
): number | null {
  const written = timeOfDay === '' ? date : `${date} ${timeOfDay}`;
  if (format !== undefined) return millisOf(DateTime.fromFormat(written, format, { zone }));
  // ISO 8601 also knows bare years and weeks, which are typing errors here.
  if (/^\d{4}-\d\d-\d\d/.test(written))
    return millisOf(DateTime.fromISO(written.replace(' ', 'T'), { zone }));
  for (const each of unmistakable) {
    const time = millisOf(DateTime.fromFormat(written, each, { zone }));
    if (time !== null) return time;
  }
  return null;
}

function millisOf(time: DateTime): number | null {
  return time.isValid ? time.toMillis() : null;
}
