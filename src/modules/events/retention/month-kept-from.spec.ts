import { monthKeptFrom } from './month-kept-from.js';

const from = (now: string, days: number) => monthKeptFrom(Date.parse(now), days).toISOString();

describe('the month from which on a class is kept', () => {
  it('goes only when its last millisecond has had its days', () => {
    expect(from('2026-03-02T23:59:59.999Z', 30)).toBe('2026-01-01T00:00:00.000Z');
    expect(from('2026-03-03T00:00:00.000Z', 30)).toBe('2026-02-01T00:00:00.000Z');
  });

  it('is a month of UTC, across years and leap days', () => {
    expect(from('2026-11-22T12:00:00Z', 760)).toBe('2024-10-01T00:00:00.000Z');
    expect(from('2024-03-31T00:00:00Z', 31)).toBe('2024-02-01T00:00:00.000Z');
  });
});
