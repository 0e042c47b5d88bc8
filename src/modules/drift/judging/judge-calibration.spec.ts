import fc from 'fast-check';
import { daysIn, plusDays } from '../counting/days.js';
import { judgeCalibration, type OutcomeDay } from './judge-calibration.js';

const range = { lastDay: '2026-10-28', days: 28, reach: 90, tolerance: 0.2 };
/** Days with as many rows, of which so many are settled, foretold and came. */
const days = (count: number, settled: number, came: number, { until = range.lastDay, foretold = 0.1, rows = settled } = {}): OutcomeDay[] =>
  daysIn({ from: plusDays(until, 1 - count), until: plusDays(until, 1) }).map((day) => ({ day, rows, bins: new Map([[40, [settled, foretold * settled, came] as const]]) })); // prettier-ignore

describe('what came about beside what was foretold', () => {
  it('is stable where both are alike, give or take what chance does', () => {
    expect(judgeCalibration(days(28, 20, 2), range)).toMatchObject({ state: 'STABLE', ratio: 1, came: 56, error: 0 }); // prettier-ignore
    expect(judgeCalibration(days(28, 10, 1.2), range)).toMatchObject({ state: 'STABLE' });
  });

  it('has drifted where more than the tolerance lies beyond chance, and is watched where less does', () => {
    expect(judgeCalibration(days(28, 100, 5), range)).toMatchObject({ state: 'DRIFTED', ratio: 0.5 });
    expect(judgeCalibration(days(28, 1_000, 115), range)).toMatchObject({ state: 'WATCH' });
    expect(judgeCalibration(days(28, 1_000, 101), range)).toMatchObject({ state: 'STABLE' });
  });

  it('says nothing of few, and nothing of days that are not settled', () => {
    expect(judgeCalibration(days(28, 3, 0), range)).toMatchObject({
      state: 'NOT_ENOUGH',
      ratio: null,
      came: 0,
    });
    expect(judgeCalibration([], range)).toMatchObject({ state: 'NOT_ENOUGH', window: null });
    // Sales are told first: of half the leads is known what came, and those are sold.
    expect(judgeCalibration(days(28, 50, 10, { rows: 100 }), range)).toMatchObject({ state: 'NOT_ENOUGH', window: null }); // prettier-ignore
  });

  it('looks at the newest days of which nearly all is settled', () => {
    const old = days(60, 40, 4, { until: '2026-09-10' });
    const young = days(48, 10, 10, { rows: 40 });
    const { window, state } = judgeCalibration([...old, ...young], range);
    expect(state).toBe('STABLE');
    expect(window?.until.slice(0, 7)).toBe('2026-09');
  });

  it('has an interval about the ratio that narrows with more, and holds it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 400 }), fc.integer({ min: 0, max: 60 }), (settled, came) => {
        const few = judgeCalibration(days(28, settled, Math.min(came, settled)), range);
        const many = judgeCalibration(days(28, settled * 4, Math.min(came, settled) * 4), range);
        if (few.ratio === null || many.ratio === null) return;
        expect(few.low).toBeLessThanOrEqual(few.ratio);
        expect(few.high).toBeGreaterThanOrEqual(few.ratio);
        expect((many.high ?? 0) - (many.low ?? 0)).toBeLessThan((few.high ?? 0) - (few.low ?? 0));
      }),
    );
  });

  it('seldom rings where a model is right', () => {
    let state = 7;
    const roll = () => (state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296) / 4_294_967_296;
    const alarms = Array.from({ length: 400 }, () => {
      const came = Array.from({ length: 600 }, roll).filter((each) => each < 0.1).length;
      return judgeCalibration([{ day: range.lastDay, rows: 600, bins: new Map([[40, [600, 60, came] as const]]) }], range).state; // prettier-ignore
    });
    expect(alarms.filter((each) => each !== 'STABLE').length).toBeLessThanOrEqual(1);
  });

  it('has an error that groups by score, in which too much and too little do not make up for each other', () => {
    const day = { day: range.lastDay, rows: 2_000, bins: new Map([[30, [1_000, 50, 150] as const], [50, [1_000, 250, 150] as const]]) }; // prettier-ignore
    expect(judgeCalibration([day], range)).toMatchObject({ ratio: 1, error: 0.1 });
  });
});
