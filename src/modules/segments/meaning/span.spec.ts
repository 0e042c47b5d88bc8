import { calendarPeriods } from '../../../models/segment/period.js';
import { instantOf, spanAt } from './span.js';

const begins = (during: (typeof calendarPeriods)[number], now: string, zone: string) =>
  new Date(spanAt({ during }, Date.parse(now), zone).after + 1).toISOString();

describe('a period', () => {
  it('is that of the instant and the zone asked about, whatever was asked before', () => {
    for (let round = 0; round < 2; round++) {
      expect(begins('TODAY', '2026-11-22T09:00:00Z', 'Europe/London')).toBe('2026-11-22T00:00:00.000Z');
      expect(begins('TODAY', '2026-11-22T09:00:00Z', 'Asia/Kathmandu')).toBe('2026-11-21T18:15:00.000Z');
      expect(begins('TODAY', '2026-11-23T09:00:00Z', 'Europe/London')).toBe('2026-11-23T00:00:00.000Z');
      expect(begins('THIS_MONTH', '2026-11-22T09:00:00Z', 'Europe/London')).toBe('2026-11-01T00:00:00.000Z');
      expect(begins('LAST_MONTH', '2026-11-22T09:00:00Z', 'Europe/London')).toBe('2026-09-30T23:00:00.000Z');
    }
  });

  it('ends at now where it goes on, for each instant its own', () => {
    for (const now of [1_795_000_000_000, 1_795_000_000_001])
      for (const during of calendarPeriods.filter((period) => !/^(LAST|YESTER)/.test(period)))
        expect(spanAt({ during }, now, 'Europe/London').until).toBe(now);
  });
});

describe('a day', () => {
  it('begins in each zone when it does there', () => {
    for (let round = 0; round < 2; round++) {
      expect(instantOf('2026-07-01', 'Europe/London')).toBe(Date.parse('2026-06-30T23:00:00Z'));
      expect(instantOf('2026-07-01', 'Asia/Kathmandu')).toBe(Date.parse('2026-06-30T18:15:00Z'));
      expect(instantOf('2026-02-30', 'Europe/London')).toBeNaN();
    }
  });
});
