import fc from 'fast-check';
import { ScoreHistogram, stepOf } from './score-histogram.js';

const scores = fc.array(fc.double({ min: -6, max: 32, noNaN: true }), { minLength: 1, maxLength: 60 });

function histogramOf(others: readonly number[], heldOut: readonly number[]): ScoreHistogram {
  const histogram = new ScoreHistogram();
  for (const score of others) histogram.add(score, false);
  for (const score of heldOut) histogram.add(score, true);
  return histogram;
}

describe('a histogram of scores', () => {
  it('finds the highest step with enough people at or above it', () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 60 }), (all, size) => {
        const step = histogramOf(all, []).stepFor(size);
        const above = (from: number) => all.filter((score) => stepOf(score) >= from).length;
        if (all.length < size) expect(step).toBe(0);
        else {
          expect(above(step)).toBeGreaterThanOrEqual(size);
          expect(step === 4_095 ? 0 : above(step + 1)).toBeLessThan(size);
        }
      }),
    );
  });

  it('counts pairs as one by one, and the same when parts are added up', () => {
    fc.assert(
      fc.property(scores, scores, fc.nat(60), (others, heldOut, cut) => {
        const parts = histogramOf(others.slice(0, cut), heldOut.slice(cut));
        parts.addAll(ScoreHistogram.from(histogramOf(others.slice(cut), heldOut.slice(0, cut)).toData()));
        const won = heldOut.flatMap((theirs) => others.map((other) => Math.sign(stepOf(theirs) - stepOf(other)) / 2 + 0.5)); // prettier-ignore
        const auc = won.reduce((sum, each) => sum + each, 0) / won.length;
        expect(parts.quality(10).auc).toBeCloseTo(auc, 8);
        expect(parts.quality(10).heldOut).toBe(heldOut.length);
      }),
    );
  });

  it('says how many of the held-out are among the best, and what chance would find', () => {
    const others = Array.from({ length: 90 }, (_, n) => n / 100);
    const heldOut = [5, 5, 5, 5, 5, 0, 0, 0, 0, 0];
    const { found, lift } = histogramOf(others, heldOut).quality(10);
    expect(found).toBeCloseTo(0.5);
    expect(lift).toBeCloseTo(5);
    expect(histogramOf(others, heldOut).quality(100).found).toBeCloseTo(1);
    expect(histogramOf(others, []).quality(10)).toEqual({ found: 0, lift: 0, auc: 0.5, heldOut: 0 });
  });
});
