import { byLikeness, type Scored } from './by-likeness.js';

describe('the order of likeness', () => {
  it('is that of scores, and of ids where these are the same', () => {
    const sorted: Scored[] = [['d', 2], ['a', 1], ['b', 1], ['c', 1], ['e', -3]]; // prettier-ignore
    const other = [3, 1, 4, 0, 2].map((n) => sorted[n] ?? (['', 0] as const));
    expect(other.toSorted(byLikeness)).toEqual(sorted);
    expect(sorted.toReversed().toSorted(byLikeness)).toEqual(sorted);
  });
});
