import fc from 'fast-check';
import type { LeadScore } from '../../../models/prediction/scores.js';
import { logOddsOf, scoreChanges, totalMicros, wholeScore } from './score-changes.js';

const model = { name: 'lead-score', version: '1', fallback: null };
const anyScore: fc.Arbitrary<LeadScore> = fc
  .record({
    baseLogOdds: fc.double({ min: -6, max: 2, noNaN: true }),
    parts: fc.dictionary(fc.constantFrom('views', 'drives', 'phone', 'days', 'base'), fc.double({ min: -3, max: 3, noNaN: true })), // prettier-ignore
  })
  .map(({ baseLogOdds, parts }) => ({
    model,
    probability: 0.5,
    uncertainty: { low: 0.4999, high: 0.5001 },
    grade: 'B',
    baseLogOdds,
    features: { set: 'lead-v1', values: [] },
    reasons: Object.entries(parts).map(([feature, logOdds]) => ({ feature, sentence: `Did ${feature}`, logOdds })), // prettier-ignore
  }));

describe('the ledger of a score', () => {
  it('adds up exactly to the score that is shown, after every entry, whatever happened', () => {
    fc.assert(
      fc.property(fc.array(anyScore, { minLength: 1, maxLength: 8 }), (scores) => {
        let [sum, before]: [number, LeadScore | null] = [0, null];
        for (const shown of scores.map(wholeScore)) {
          expect(shown.uncertainty?.low).toBeLessThanOrEqual(shown.probability);
          expect(shown.uncertainty?.high).toBeGreaterThanOrEqual(shown.probability);
          sum += scoreChanges(before, shown).reduce((total, change) => total + change.micros, 0);
          before = shown;
          expect(sum).toBe(totalMicros(shown));
          expect(shown.probability).toBe(1 / (1 + Math.exp(-logOddsOf(sum))));
        }
      }),
    );
  });

  it('adds up for each fact by itself, and says nothing of what did not change', () => {
    fc.assert(
      fc.property(anyScore, anyScore, (one, other) => {
        const [before, after] = [wholeScore(one), wholeScore(other)];
        expect(scoreChanges(after, after)).toEqual([]);
        const of = (score: LeadScore, name: string) => scoreChanges(null, score).find(({ feature }) => feature === name)?.micros ?? 0; // prettier-ignore
        for (const { feature, micros } of scoreChanges(before, after))
          expect(micros).toBe(of(after, feature) - of(before, feature));
      }),
    );
  });

  it('names what is gone', () => {
    const reasons = [{ feature: 'views', sentence: 'Viewed 7 vehicles', logOdds: 0.5 }];
    const [gone] = scoreChanges({ baseLogOdds: -2, reasons }, { baseLogOdds: -2, reasons: [] });
    expect(gone).toEqual({ feature: 'views', sentence: 'No longer: Viewed 7 vehicles', micros: -500_000 });
  });

  it('moves no probability by as much as could be seen', () => {
    fc.assert(
      fc.property(anyScore, ({ reasons, ...score }) => {
        const sum = reasons.reduce((total, { logOdds }) => total + logOdds, score.baseLogOdds);
        expect(wholeScore({ ...score, reasons }).probability).toBeCloseTo(1 / (1 + Math.exp(-sum)), 5);
      }),
    );
  });
});
