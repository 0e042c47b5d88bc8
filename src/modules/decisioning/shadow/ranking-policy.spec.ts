import fc from 'fast-check';
import { foretoldOf, rankingPolicy } from './ranking-policy.js';

describe('ranking by scores alone', () => {
  const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 });

  it('shows something, the best of all in nine of ten, and everything some day', () => {
    fc.assert(
      fc.property(values, (worth) => {
        const { chances } = rankingPolicy(worth);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
        const best = worth.flatMap((value, place) => (value === Math.max(...worth) ? [chances[place] ?? 0] : []));
        expect(best.reduce((sum, chance) => sum + chance, 0)).toBeGreaterThanOrEqual(0.9);
        expect(Math.min(...chances)).toBeGreaterThan(0);
      }),
    ); // prettier-ignore
  });

  it('foretells between the least and the most that there is', () => {
    fc.assert(
      fc.property(values, (worth) => {
        const foretold = foretoldOf(rankingPolicy(worth), worth);
        expect(foretold).toBeLessThanOrEqual(Math.max(...worth) + 1e-12);
        expect(foretold).toBeGreaterThanOrEqual(Math.min(...worth) - 1e-12);
      }),
    );
  });
});
