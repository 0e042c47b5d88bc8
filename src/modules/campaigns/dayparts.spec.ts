import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Daypart } from '../../models/campaign/campaign-terms.js';
import { weekdays } from '../../models/vehicle/opening-hours.js';
import { everOpens, isOpenAt, nextChange, openWeekOf } from './dayparts.js';

const minuteMs = 60_000;
/** Zones and weeks in which clocks jump, by an hour, by half of one, at midnight, and by a whole day. */
const jumps: [string, string][] = [
  ['Europe/London', '2026-03-26T00:00:00Z'],
  ['Europe/London', '2026-10-22T00:00:00Z'],
  ['America/New_York', '2026-03-05T00:00:00Z'],
  ['America/New_York', '2026-10-29T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-02T00:00:00Z'],
  ['Asia/Beirut', '2026-03-26T00:00:00Z'],
  ['Pacific/Apia', '2011-12-27T00:00:00Z'],
  ['Asia/Tokyo', '2026-05-01T00:00:00Z'],
];
const two = (number: number) => String(number).padStart(2, '0');
const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => `${two(quarter >> 2)}:${two((quarter & 3) * 15)}`); // prettier-ignore
const daypart: fc.Arbitrary<Daypart> = fc
  .record({ days: fc.subarray([...weekdays], { minLength: 1 }), from: clock, until: fc.oneof(clock, fc.constant('24:00')) })
  .filter(({ from, until }) => from < until); // prettier-ignore
const dayparts = fc.array(daypart, { minLength: 1, maxLength: 4 });

/** What the words mean, read off luxon's wall clock. */
function isOpenPlainly(parts: readonly Daypart[], zone: string, at: number): boolean {
  const wall = DateTime.fromMillis(at, { zone });
  const time = wall.toFormat('HH:mm');
  const today = weekdays[wall.weekday - 1];
  return parts.some(({ days, from, until }) => today !== undefined && days.includes(today) && from <= time && time < until); // prettier-ignore
}

describe('dayparts', () => {
  it.each(jumps)('are open as a walk minute by minute says: %s from %s', (zone, start) =>
    fc.assert(
      fc.property(dayparts, fc.integer({ min: 0, max: minuteMs - 1 }), (parts, late) => {
        const week = openWeekOf(parts);
        const begin = Date.parse(start);
        let changed = nextChange(week, zone, begin - 1);
        let before = isOpenPlainly(parts, zone, begin - 1);
        for (let at = begin; at < begin + 5 * 1_440 * minuteMs; at += minuteMs) {
          const open = isOpenPlainly(parts, zone, at);
          if (isOpenAt(week, zone, at + late) !== open) throw new Error(`differs at ${new Date(at).toISOString()}`);
          if (open !== before) {
            if (changed !== at) throw new Error(`changes at ${at}, not at ${changed}`);
            changed = nextChange(week, zone, at);
          }
          before = open;
        }
      }),
      { numRuns: 4 },
    ),
  ); // prettier-ignore

  it('are every hour where none is given, and never where none is left', () => {
    expect(nextChange(openWeekOf([]), 'Europe/London', 0)).toBe(Infinity);
    expect(isOpenAt(openWeekOf([]), 'Europe/London', 0)).toBe(true);
    expect(everOpens([], 'UTC', 0, Infinity)).toBe(false);
  });

  it('know whether a flight holds any of their hours', () => {
    const week = openWeekOf([{ days: ['SATURDAY'], from: '09:00', until: '12:00' }]);
    const [friday, saturday] = ['2026-11-27T00:00:00Z', '2026-11-28T00:00:00Z'].map((text) => Date.parse(text));
    expect(everOpens(week, 'UTC', friday ?? 0, saturday ?? 0)).toBe(false);
    expect(everOpens(week, 'UTC', friday ?? 0, (saturday ?? 0) + 9 * 60 * minuteMs)).toBe(false);
    expect(everOpens(week, 'UTC', friday ?? 0, (saturday ?? 0) + 9 * 60 * minuteMs + 1)).toBe(true);
  });

  it('open a week later where their only hour is skipped', () => {
    const week = openWeekOf([{ days: ['SUNDAY'], from: '01:15', until: '01:45' }]);
    const after = Date.parse('2026-03-22T12:00:00Z');
    expect(new Date(nextChange(week, 'Europe/London', after)).toISOString()).toBe('2026-04-05T00:15:00.000Z');
  });
}); // prettier-ignore
