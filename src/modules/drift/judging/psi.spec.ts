import fc from 'fast-check';
import type { Group } from './groups.js';
import { effectiveSize, psiByChance, psiOf } from './psi.js';

const group = fc.record({ from: fc.constant(1), to: fc.constant(1), before: fc.nat(500), now: fc.nat(500) });
const groups = fc.array(group, { minLength: 2, maxLength: 12 });

describe('the population stability index', () => {
  it('is 0 of what is spread alike, and never below', () => {
    fc.assert(
      fc.property(groups, (all) => {
        expect(psiOf(all.map(({ before }) => ({ before, now: before })))).toBe(0);
        expect(psiOf(all)).toBeGreaterThanOrEqual(-1e-12);
      }),
    );
  });

  it('is the same whichever comes first, and in whatever order groups stand', () => {
    fc.assert(
      fc.property(groups, (all) => {
        expect(psiOf(all.toReversed())).toBeCloseTo(psiOf(all), 9);
        expect(psiOf(all.map(({ before, now }) => ({ before: now, now: before })))).toBeCloseTo(psiOf(all), 9); // prettier-ignore
      }),
    );
  });

  it('grows the further a group goes', () => {
    const moved = [0, 50, 100, 200, 400].map((count) => psiOf([{ before: 500, now: 500 - count }, { before: 500, now: 500 + count }])); // prettier-ignore
    expect(moved).toEqual(moved.toSorted((a, b) => a - b));
    expect(new Set(moved).size).toBe(5);
  });

  it('is what it says, of large samples: the rule of thumb of 0.1 and 0.25', () => {
    expect(psiOf([{ before: 5e6, now: 6e6 }, { before: 5e6, now: 4e6 }])).toBeCloseTo(0.2 * Math.log(1.5) / 2, 5); // prettier-ignore
  });

  it('has a chance level that falls with more rows and grows with scatter', () => {
    const of = (rows: number): Group[] => Array.from({ length: 5 }, (_, n) => ({ from: n, to: n, before: rows, now: rows })); // prettier-ignore
    expect(psiByChance(of(100), 1, 0.001)).toBeCloseTo(10 * psiByChance(of(1_000), 1, 0.001), 6);
    expect(psiByChance(of(100), 3, 0.001)).toBeCloseTo(3 * psiByChance(of(100), 1, 0.001), 9);
    expect(psiByChance(of(100).slice(0, 1), 1, 0.001)).toBe(0);
    expect([effectiveSize(100, 100), effectiveSize(0, 100)]).toEqual([50, 0]);
  });
});
