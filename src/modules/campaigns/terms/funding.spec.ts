import fc from 'fast-check';
import { splitCost, wholeBasisPoints } from '../../../models/campaign/funding.js';

/** Shares that add up to the whole: cuts of a line of 10,000. */
const shares = fc.uniqueArray(fc.integer({ min: 1, max: wholeBasisPoints - 1 }), { maxLength: 6 }).map((cuts) => {
  const edges = [0, ...cuts.toSorted((a, b) => a - b), wholeBasisPoints];
  return edges.slice(1).map((edge, index) => ({ advertiserId: String(index), basisPoints: edge - (edges[index] ?? 0) }));
}); // prettier-ignore
const cost = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('splitCost', () => {
  it('gives parts that add up to the cost, each within a micro of its share', () =>
    fc.assert(
      fc.property(cost, shares, (micros, of) => {
        const parts = splitCost(micros, of);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(micros));
        of.forEach(({ basisPoints }, index) => {
          const exact = BigInt(micros) * BigInt(basisPoints);
          const off = BigInt(parts[index] ?? -1) * 10_000n - exact;
          expect(off > -10_000n && off < 10_000n).toBe(true);
        });
      }),
    ));

  it('gives what cannot be divided to whoever lost most', () =>
    expect(splitCost(10, [{ advertiserId: 'a', basisPoints: 3_333 }, { advertiserId: 'b', basisPoints: 6_667 }])).toEqual([3, 7])); // prettier-ignore
});
