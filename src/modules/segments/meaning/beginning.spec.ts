import { DateTime } from 'luxon';
import { beginningOfDay } from './beginning.js';

const begins = (at: string, zone: string) => beginningOfDay(DateTime.fromISO(at, { zone })).toUTC().toISO();

describe('a day', () => {
  it('begins at midnight', () => {
    expect(begins('2026-03-29T12:00:00Z', 'Europe/London')).toBe('2026-03-29T00:00:00.000Z');
    expect(begins('2026-03-30T12:00:00Z', 'Europe/London')).toBe('2026-03-29T23:00:00.000Z');
  });

  it.each(['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T12:00:00Z'])(
    'begins with the first of two midnights, asked at %s',
    (at) => {
      expect(begins(at, 'Atlantic/Azores')).toBe('2026-10-25T00:00:00.000Z');
    },
  );

  it('begins when clocks are put on, where there is no midnight', () => {
    expect(begins('2026-03-29T12:00:00Z', 'Atlantic/Azores')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('does not begin where there is none', () => {
    expect(beginningOfDay(DateTime.fromISO('2026-02-30')).toMillis()).toBeNaN();
  });
});
