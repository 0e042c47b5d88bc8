import fc from 'fast-check';
import { DateTime } from 'luxon';
import { weekdays, type Weekday } from '../../../models/vehicle/opening-hours.js';
import { CentreClock, driveOf, pickUps, type CentreTimes } from './drive-times.js';
import { freeDrives } from './free-drives.js';

const at = (text: string) => Date.parse(text);
const london = 'Europe/London';
const open = (opens: string, closes: string, days: readonly Weekday[] = weekdays): CentreTimes => ({
  clock: new CentreClock(london, { weekly: Object.fromEntries(days.map((day) => [day, [{ opens, closes }]])), exceptions: {} }), // prettier-ignore
  pickUpEveryMinutes: 60,
  turnaroundMinutes: 120,
});
const shown = (times: readonly number[]) => times.map((each) => new Date(each).toISOString().slice(5, 16));

describe('drives of several days', () => {
  it('begin at whole steps from when the centre opens, day and night where it is always open', () => {
    expect(shown(pickUps(open('09:30', '12:00'), at('2026-11-26T00:00:00Z'), at('2026-11-27T10:00:00Z')))).toEqual(['11-26T09:30', '11-26T10:30', '11-26T11:30', '11-27T09:30']); // prettier-ignore
    expect(pickUps(open('00:00', '24:00'), at('2026-11-26T00:00:00Z'), at('2026-11-28T00:00:00Z'))).toHaveLength(48); // prettier-ignore
    expect(pickUps(open('09:00', '10:00'), 5, 5)).toEqual([]);
  });

  it('end at the same time on the clock of the wall, also where it is put back meanwhile', () => {
    const drive = driveOf(open('09:00', '18:00'), at('2026-10-24T09:00:00Z'), 2);
    expect(drive && shown([drive.endsAt, drive.heldUntil])).toEqual(['10-26T10:00', '10-26T12:00']);
  });

  it('end as another calendar says, in zones that jump by an hour, by half of one, at midnight, and never', () => {
    const zones = [london, 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Africa/Cairo', 'Asia/Kolkata']; // prettier-ignore
    const hours = { weekly: {}, exceptions: {} };
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 4 * 24 * 400 }), fc.integer({ min: 1, max: 30 }), (zone, quarters, days) => {
        const start = DateTime.fromMillis(at('2026-01-01T00:00:00Z') + quarters * 900_000, { zone });
        expect(new CentreClock(zone, hours).daysAfter(start.toMillis(), days)).toBe(start.plus({ days }).toMillis());
      }),
    ); // prettier-ignore
  });

  it('are none where nobody can bring the car back then', () => {
    const closedSunday = open('09:00', '18:00', ['SATURDAY', 'MONDAY']);
    expect([1, 2].map((days) => driveOf(closedSunday, at('2026-11-28T10:00:00Z'), days) !== null)).toEqual([false, true]); // prettier-ignore
    expect(driveOf(open('00:00', '24:00'), at('2026-11-28T00:00:00Z'), 1)).not.toBeNull();
  });

  it('are free of what others hold, turnaround and all, for as many days as remain', () => {
    const booked = { demonstratorId: 'a', staffPlace: null, startsAt: at('2026-11-29T12:00:00Z'), heldUntil: at('2026-12-01T14:00:00Z') }; // prettier-ignore
    const free = freeDrives(open('09:00', '18:00'), { min: 1, max: 3 }, [at('2026-11-28T09:00:00Z'), at('2026-11-28T11:00:00Z')], ['a', 'b'], [booked]); // prettier-ignore
    expect(free.map(({ demonstratorId, days }) => `${demonstratorId} ${days.join()}`)).toEqual(['a 1', 'b 1,2,3', 'b 1,2,3']); // prettier-ignore
  });

  it('are told whole by instant, and so many at most', () => {
    const starts = [9, 10, 11].map((hour) => at('2026-11-28T00:00:00Z') + hour * 3_600_000);
    const told = (most: number) => freeDrives(open('09:00', '18:00'), { min: 1, max: 1 }, starts, ['a', 'b'], [], most).length; // prettier-ignore
    expect([told(6), told(5), told(4), told(1)]).toEqual([6, 4, 4, 2]);
  });

  it('never offer a car to two, and offer all that overlap nobody', () => {
    const hours = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(fc.array(fc.tuple(hours, fc.integer({ min: 1, max: 80 })), { maxLength: 8 }), (held) => {
        const from = at('2026-03-27T00:00:00Z');
        const others = held.map(([start, length]) => ({ demonstratorId: 'a', staffPlace: null, startsAt: from + start * 3_600_000, heldUntil: from + (start + length) * 3_600_000 })); // prettier-ignore
        const times = open('08:00', '20:00');
        const starts = pickUps(times, from, from + 6 * 86_400_000);
        const found = new Map(freeDrives(times, { min: 1, max: 4 }, starts, ['a'], others).map(({ startsAt, days }) => [startsAt, days])); // prettier-ignore
        // Held cars may overlap, as a car that is late does.
        const fits = (startsAt: number, length: number) => {
          const drive = driveOf(times, startsAt, length);
          return drive !== null && !others.some((one) => one.startsAt < drive.heldUntil && startsAt < one.heldUntil); // prettier-ignore
        };
        const all = starts.map((startsAt) => [1, 2, 3, 4].filter((length) => fits(startsAt, length)));
        expect(starts.map((startsAt) => found.get(startsAt) ?? [])).toEqual(all);
      }),
      { numRuns: 25 },
    );
  });
});
