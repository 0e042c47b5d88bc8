import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { SlotShape } from '../../models/test-drive/slot-shape.js';
import { weekdays, type OpenFrom } from '../../models/vehicle/opening-hours.js';
import { minuteOf } from '../platform/open-times.js';
import { slotsOfDay } from './slots-of-day.js';

const london = 'Europe/London';
const always = (open: OpenFrom[]) => Object.fromEntries(weekdays.map((day) => [day, open]));
const shape = (opens: string, closes: string, more: Partial<SlotShape> = {}): SlotShape => ({
  timeZone: london,
  hours: { weekly: always([{ opens, closes }]), exceptions: {} },
  slotMinutes: 60,
  pauseMinutes: 0,
  ...more,
});
const shown = (given: SlotShape, date: string) =>
  slotsOfDay(given, date).map(({ startsAt }) => DateTime.fromMillis(startsAt, { zone: given.timeZone }).toFormat('HH:mm ZZ')); // prettier-ignore

/** Zones that jump by an hour, by half of one, at midnight, and never; and days on which they do. */
const zones = [london, 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Africa/Cairo', 'Asia/Kolkata', 'Asia/Shanghai']; // prettier-ignore
const jumps = ['2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04', '2026-09-06', '2026-04-24', '2026-10-30']; // prettier-ignore
const time = fc.integer({ min: 0, max: 96 }).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`); // prettier-ignore
const open = fc.array(
  fc.tuple(time, time).filter(([a, b]) => a !== b).map(([a, b]) => (a < b ? { opens: a, closes: b } : { opens: b, closes: a })),
  { maxLength: 3 },
); // prettier-ignore
const days = fc.record({
  timeZone: fc.constantFrom(...zones),
  date: fc.oneof(fc.constantFrom(...jumps), fc.integer({ min: 0, max: 700 }).map((day) => new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString().slice(0, 10))), // prettier-ignore
  slotMinutes: fc.integer({ min: 15, max: 240 }),
  pauseMinutes: fc.integer({ min: 0, max: 60 }),
  open,
});

describe('slotsOfDay', () => {
  it('cuts a day into drives with a pause between, and holds the car until the next', () => {
    const given = shape('09:00', '12:00', { slotMinutes: 45, pauseMinutes: 15 });
    expect(shown(given, '2026-11-26')).toEqual(['09:00 +00:00', '10:00 +00:00', '11:00 +00:00']);
    expect(shown(shape('09:00', '11:44', { slotMinutes: 45, pauseMinutes: 15 }), '2026-11-26')).toHaveLength(2); // prettier-ignore
  });

  it('leaves out the hour that is skipped', () => {
    expect(shown(shape('00:00', '04:00'), '2026-03-29')).toEqual(['00:00 +00:00', '02:00 +01:00', '03:00 +01:00']); // prettier-ignore
    expect(shown(shape('01:30', '03:00'), '2026-03-29')).toEqual(['02:00 +01:00']);
  });

  it('has the hour that is doubled twice, each drive once', () => {
    expect(shown(shape('00:00', '03:00'), '2026-10-25')).toEqual([
      '00:00 +01:00', '01:00 +01:00', '01:00 +00:00', '02:00 +00:00',
    ]); // prettier-ignore
    const quarter = { slotMinutes: 15 };
    expect(shown(shape('01:15', '01:45', quarter), '2026-10-25')).toEqual(['01:15 +01:00', '01:30 +01:00']);
    expect(shown(shape('01:30', '02:00', quarter), '2026-10-25')).toEqual(['01:30 +00:00', '01:45 +00:00']);
  });

  it('heeds what is said of the very day', () => {
    const hours = { weekly: { THURSDAY: [{ opens: '09:00', closes: '10:00' }] }, exceptions: { '2026-12-24': [{ opens: '08:00', closes: '09:00' }], '2026-12-31': [] } }; // prettier-ignore
    const given = shape('', '', { hours });
    expect(shown(given, '2026-12-17')).toEqual(['09:00 +00:00']);
    expect(shown(given, '2026-12-18')).toEqual([]);
    expect(shown(given, '2026-12-24')).toEqual(['08:00 +00:00']);
    expect(shown(given, '2026-12-31')).toEqual([]);
  });

  it('never has a car in two drives, never twice the same, and never outside the hours on the clock of the wall', () => {
    fc.assert(
      fc.property(days, ({ open: opening, date, ...cut }) => {
        const hours = { weekly: always(opening), exceptions: {} };
        const slots = slotsOfDay({ ...cut, hours }, date);
        expect(new Set(slots.map(({ startsAt }) => startsAt)).size).toBe(slots.length);
        slots.forEach((slot, at) => {
          const next = slots[at + 1];
          if (next) expect(next.startsAt).toBeGreaterThanOrEqual(slot.heldUntil);
          expect(slot.endsAt - slot.startsAt).toBe(cut.slotMinutes * 60_000);
          for (let now = slot.startsAt; now < slot.endsAt; now += 15 * 60_000) {
            const wall = DateTime.fromMillis(now, { zone: cut.timeZone });
            expect(wall.toISODate()).toBe(date);
            const minute = wall.hour * 60 + wall.minute;
            const isOpen = opening.some(({ opens, closes }) => minuteOf(opens) <= minute && minute < minuteOf(closes)); // prettier-ignore
            expect([wall.toISO(), isOpen]).toEqual([wall.toISO(), true]);
          }
        });
      }),
      { numRuns: 150 },
    );
  });

  it('has no drive of two days: what one day offers begins after all of the day before is over', () => {
    fc.assert(
      fc.property(days, ({ open: opening, date, ...cut }) => {
        const given = { ...cut, hours: { weekly: always(opening), exceptions: {} } };
        const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
        const [last, first] = [slotsOfDay(given, date).at(-1), slotsOfDay(given, next)[0]];
        if (last && first) expect(first.startsAt).toBeGreaterThanOrEqual(last.heldUntil);
      }),
      { numRuns: 150 },
    );
  });
});
