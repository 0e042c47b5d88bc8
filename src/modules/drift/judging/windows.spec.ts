import fc from 'fast-check';
import { daysBetween, daysIn, plusDays } from '../counting/days.js';
import { fewestRows, recentWindow, referenceEnd, referenceRows } from './windows.js';

const first = '2026-10-01';
const days = (rows: readonly number[]) => daysIn({ from: first, until: plusDays(first, rows.length) }).map((day, n) => ({ day, rows: rows[n] ?? 0 })); // prettier-ignore
const each = (count: number, rows: number) => Array.from({ length: count }, () => rows);

describe('windows', () => {
  it('take the first whole weeks with enough rows for the reference, from the first that has any', () => {
    expect(referenceEnd(days(each(20, 100)), '2026-10-20')).toBe('2026-10-07');
    expect(referenceEnd(days([0, 0, ...each(20, 100)]), '2026-10-20')).toBe('2026-10-09');
    expect(referenceEnd(days(each(30, 25)), '2026-10-30')).toBe('2026-10-14');
    expect(referenceEnd(days(each(6, 1_000)), '2026-10-06')).toBeNull();
    expect(referenceEnd([], '2026-10-06')).toBeNull();
  });

  it('hold the last weeks against it, as many as have enough rows', () => {
    expect(recentWindow(days(each(30, 100)), '2026-10-07', '2026-10-30')).toEqual({ from: '2026-10-24', until: '2026-10-30', rows: 700 }); // prettier-ignore
    expect(recentWindow(days(each(30, 10)), '2026-10-07', '2026-10-30')).toEqual({ from: '2026-10-10', until: '2026-10-30', rows: 210 }); // prettier-ignore
    expect(recentWindow(days(each(30, 100)), '2026-10-07', '2026-10-13')).toBeNull();
    expect(recentWindow(days(each(30, 3)), '2026-10-07', '2026-10-30')).toBeNull();
  });

  it('are whole weeks that do not overlap, with enough rows', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 90 }), (rows) => {
        const all = days(rows);
        const lastDay = plusDays(first, rows.length - 1);
        const end = referenceEnd(all, lastDay);
        const begin = all.find((day) => day.rows > 0)?.day ?? '';
        if (end === null) return;
        expect(all.reduce((sum, day) => sum + (day.day <= end ? day.rows : 0), 0)).toBeGreaterThanOrEqual(referenceRows); // prettier-ignore
        expect((daysBetween(begin, end) + 1) % 7).toBe(0);
        const recent = recentWindow(all, end, lastDay);
        if (recent === null) return;
        expect(recent.from > end && recent.until === lastDay).toBe(true);
        expect((daysBetween(recent.from, recent.until) + 1) % 7).toBe(0);
        expect(recent.rows).toBeGreaterThanOrEqual(fewestRows);
      }),
    );
  });
});
