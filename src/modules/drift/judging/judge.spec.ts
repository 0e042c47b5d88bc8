import { binOf, type Histogram } from '../counting/bins.js';
import { daysIn } from '../counting/days.js';
import { modelWords } from '../words/model-words.js';
import { judge, type Judging } from './judge.js';
import { usualThresholds } from './thresholds.js';

const spread = (values: readonly number[]): Histogram => new Map(values.map((value) => [binOf(value), 20]));
/** Three weeks of views and scores, of which the last is as it is said. */
const days = (lately: readonly number[]) => {
  const all = (values: readonly number[]) => daysIn({ from: '2026-10-01', until: '2026-10-22' }).map((day) => {
    const told = day < '2026-10-15' ? [1, 2, 3, 4, 5] : values;
    return { day, total: told.reduce((sum, value) => sum + 20 * value, 0), bins: spread(told) };
  });
  return new Map([['vehicleViews14d', all(lately)], ['tradeIn', all([1, 2, 3, 4, 5])], ['score', all([1, 2, 3, 4, 5])]]);
}; // prettier-ignore
const judging = (changes: Partial<Judging> = {}): Judging => ({
  inputs: ['tradeIn', 'vehicleViews14d'].map((name) => ({ name, categories: null })),
  days: days([0, 1]),
  outcomes: [],
  referenceUntil: '2026-10-07',
  lastDay: '2026-10-21',
  ...{ calibrationDays: 28, outcomesOpenDays: 119, thresholds: usualThresholds, words: modelWords['lead-score'] },
  ...changes,
}); // prettier-ignore

describe('a model beside its first weeks', () => {
  it('is as bad as the worst of it, which is told first', () => {
    const report = judge(judging());
    expect(report.state).toBe('DRIFTED');
    expect(report.inputs.map(({ name, state }) => `${name} ${state}`)).toEqual(['vehicleViews14d DRIFTED', 'tradeIn STABLE']); // prettier-ignore
    expect(report.sentence).toMatch(
      /^Drifted: .*fewer vehicles viewed in 14 days: 0.5 on average, before 3\.$/,
    );
    expect(report).toMatchObject({ reference: { from: '2026-10-01', until: '2026-10-07', rows: 700 }, recent: { from: '2026-10-15', rows: 700 } }); // prettier-ignore
    expect(report.calibration.state).toBe('NOT_ENOUGH');
  });

  it('is stable where nothing moved, and by the thresholds that the tenant set', () => {
    expect(judge(judging({ days: days([1, 2, 3, 4, 5]) }))).toMatchObject({ state: 'STABLE', sentence: 'Stable: leads are as they were when the model was first used.' }); // prettier-ignore
    expect(judge(judging({ thresholds: { watch: 9, drifted: 10, calibration: 1 } })).state).toBe('STABLE');
  });

  it('says nothing without a reference, or where too little came since', () => {
    expect(judge(judging({ referenceUntil: null }))).toMatchObject({ state: 'NOT_ENOUGH', reference: null, recent: null, score: { psi: null } }); // prettier-ignore
    const early = judge(judging({ lastDay: '2026-10-13' }));
    expect(early).toMatchObject({ state: 'NOT_ENOUGH', recent: null, reference: { rows: 700 } });
    expect(early.sentence).toMatch(/^Too little to say yet: since 2026-10-07/);
  });
});
