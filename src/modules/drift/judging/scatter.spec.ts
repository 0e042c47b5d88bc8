import { binOf, type Histogram } from '../counting/bins.js';
import { Random } from '../../../../test/simulator/random.js';
import { groupsOf } from './groups.js';
import { commonScatter, scatterOf } from './scatter.js';

/** A week of counts, of which so many in a row are one person's and alike. */
const week = (seed: number, alike: number, rows = 240): Histogram[] => {
  const random = Random.of(67, seed);
  return Array.from({ length: 7 }, () => {
    const bins = new Map<number, number>();
    for (let person = 0; person < rows / alike; person++) {
      const bin = binOf(Math.floor(random.exponential(6)));
      bins.set(bin, (bins.get(bin) ?? 0) + alike);
    }
    return bins;
  });
};
const of = (days: readonly Histogram[]) => {
  const all = new Map<number, number>();
  for (const day of days) for (const [bin, count] of day) all.set(bin, (all.get(bin) ?? 0) + count);
  return scatterOf(days, groupsOf(all, all, false));
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('how much days differ', () => {
  it('is about 1 of independent rows, and as much more as rows are alike', () => {
    const seeds = Array.from({ length: 40 }, (_, n) => n);
    expect(mean(seeds.map((seed) => of(week(seed, 1))))).toBeCloseTo(1.07, 0);
    expect(mean(seeds.map((seed) => of(week(seed, 6))))).toBeGreaterThan(5);
    expect(mean(seeds.map((seed) => of(week(seed, 6))))).toBeLessThan(7);
  });

  it('is at least 1, also of a single day', () => {
    expect(of(week(1, 1).slice(0, 1))).toBe(1);
    expect(of([])).toBe(1);
  });

  it('is in common what it is of most inputs: one that goes its own way does not count', () => {
    const inputs = [1, 2, 3, 4].map((seed) => ({ days: week(seed, 6), areWords: false }));
    const odd = {
      days: [0, 1, 2, 3, 4, 5, 6].map((day): Histogram => new Map([[day, 240]])),
      areWords: true,
    };
    expect(commonScatter([...inputs, odd])).toBeLessThan(9);
    expect(commonScatter([...inputs, odd])).toBeGreaterThan(4);
    expect(commonScatter([])).toBe(1);
  });
});
