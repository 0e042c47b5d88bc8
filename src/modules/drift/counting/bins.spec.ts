import fc from 'fast-check';
import { added, binOf, lowerEdge, sizeOf, unknownBin, zeroBin } from './bins.js';

describe('bins', () => {
  it('follow values: the larger one never has the lower bin', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true }), fc.float({ noNaN: true }), (one, other) => {
        const [less, more] = one <= other ? [one, other] : [other, one];
        expect(binOf(less)).toBeLessThanOrEqual(binOf(more));
      }),
    );
  });

  it('tell small counts apart, and begin where they say', () => {
    expect(new Set([0, 1, 2, 3, 4, 5, 6].map(binOf)).size).toBe(7);
    expect(lowerEdge(binOf(4))).toBe(4);
    expect(lowerEdge(binOf(-4))).toBe(-4);
    fc.assert(fc.property(fc.double({ min: 0.001, max: 1e5, noNaN: true }), (value) => {
      expect(lowerEdge(binOf(value))).toBeLessThanOrEqual(value * (1 + 1e-9));
      expect(lowerEdge(binOf(value) + 1)).toBeGreaterThan(value * (1 - 1e-9));
    })); // prettier-ignore
  });

  it('keep nought and what is not known for themselves', () => {
    expect([0, -0, null, Number.NaN].map(binOf)).toEqual([zeroBin, zeroBin, unknownBin, unknownBin]);
    expect(binOf(Number.MAX_VALUE)).toBeLessThan(unknownBin);
    expect(binOf(1e-30)).toBeGreaterThan(zeroBin);
  });

  it('add up, in whatever order', () => {
    const histogram = fc
      .array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.nat(50)))
      .map((all) => new Map(all));
    fc.assert(fc.property(fc.array(histogram), (all) => {
      expect(sizeOf(added(all))).toBe(all.reduce((sum, each) => sum + sizeOf(each), 0));
      expect(added(all.toReversed())).toEqual(added(all));
    })); // prettier-ignore
  });
});
