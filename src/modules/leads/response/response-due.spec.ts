import fc from 'fast-check';
import { DateTime } from 'luxon';
import { weekdays, type OpenFrom, type OpeningHours } from '../../../models/vehicle/opening-hours.js';
import { responseDue } from './response-due.js';

const minuteMs = 60_000;
const nineToFive: OpenFrom[] = [{ opens: '09:00', closes: '17:00' }];
const usual: OpeningHours = {
  weekly: Object.fromEntries(weekdays.slice(0, 5).map((day) => [day, nineToFive])),
  exceptions: { '2026-12-25': [] },
};
const london = { timeZone: 'Europe/London', hours: usual };
const at = (iso: string) => Date.parse(iso);
const due = (from: string, minutes: number) => new Date(responseDue(at(from), minutes, london) ?? 0).toISOString(); // prettier-ignore

describe('responseDue', () => {
  it.each([
    ['2026-11-27T10:00:00Z', 30, '2026-11-27T10:30:00.000Z'],
    // Friday evening: Monday morning.
    ['2026-11-27T18:00:00Z', 30, '2026-11-30T09:30:00.000Z'],
    ['2026-11-27T16:50:00Z', 30, '2026-11-30T09:20:00.000Z'],
    // Exactly until it closes is within the hours.
    ['2026-11-27T16:30:00Z', 30, '2026-11-27T17:00:00.000Z'],
    // Christmas Day is closed, and the weekend follows.
    ['2026-12-24T16:59:00Z', 2, '2026-12-28T09:01:00.000Z'],
    // The clock is put forward on Sunday: nine o'clock comes an hour earlier by UTC.
    ['2026-03-27T17:00:00Z', 10, '2026-03-30T08:10:00.000Z'],
  ])('from %s, %i minutes on, is %s', (from, minutes, expected) => expect(due(from, minutes)).toBe(expected));

  it('counts every minute of a dealer whose hours nobody knows, and never comes for one who never opens', () => {
    expect(responseDue(0, 5, { timeZone: null, hours: null })).toBe(5 * minuteMs);
    expect(
      responseDue(0, 5, { timeZone: 'Europe/London', hours: { weekly: {}, exceptions: {} } }),
    ).toBeNull();
  });

  // Away from the hours of night at which clocks are put forward and back.
  const time = fc.integer({ min: 6 * 60, max: 23 * 60 }).map((minute) => DateTime.fromMillis(minute * minuteMs, { zone: 'utc' }).toFormat('HH:mm')); // prettier-ignore
  const open = fc.array(
    fc.tuple(time, time).filter(([a, b]) => a !== b).map(([a, b]) => (a < b ? { opens: a, closes: b } : { opens: b, closes: a })), // prettier-ignore
    { maxLength: 2 },
  );
  const anyHours = fc.record({
    weekly: fc.dictionary(fc.constantFrom(...weekdays), open),
    exceptions: fc.dictionary(fc.constantFrom('2026-03-29', '2026-10-25', '2026-10-26'), open),
  });
  const zones = fc.constantFrom('Europe/London', 'America/New_York', 'Asia/Shanghai', 'Australia/Sydney');
  const starts = fc.tuple(fc.constantFrom(at('2026-03-27T00:00:00Z'), at('2026-10-23T00:00:00Z')), fc.integer({ min: 0, max: 4 * 1440 })); // prettier-ignore

  it('is what counting minute by minute on the wall comes to', () => {
    fc.assert(
      fc.property(zones, anyHours, starts, fc.integer({ min: 1, max: 600 }), (timeZone, hours, [day, offset], minutes) => {
        const from = day + offset * minuteMs;
        const counted = minuteByMinute(timeZone, hours, from, minutes);
        if (counted !== null) expect(responseDue(from, minutes, { timeZone, hours })).toBe(counted);
      }), // prettier-ignore
      { numRuns: 15 },
    );
  });
});

/** Looks at the clock on the wall every minute; null when it is not over within six days. */
function minuteByMinute(timeZone: string, hours: OpeningHours, from: number, minutes: number): number | null {
  let left = minutes;
  for (let at = from; at < from + 6 * 1440 * minuteMs; at += minuteMs) {
    const wall = DateTime.fromMillis(at, { zone: timeZone });
    const day = weekdays[wall.weekday - 1];
    const today = hours.exceptions[wall.toISODate() ?? ''] ?? (day && hours.weekly[day]) ?? [];
    const time = wall.toFormat('HH:mm');
    if (today.some(({ opens, closes }) => opens <= time && time < closes)) left -= 1;
    if (left === 0) return at + minuteMs;
  }
  return null;
}
