import fc from 'fast-check';
import { chiSquaredBound, chiSquaredTail } from './chi-squared.js';

describe('chi-squared', () => {
  // Critical values as any table has them.
  it.each([
    [3.841, 1, 0.05],
    [10.828, 1, 0.001],
    [16.919, 9, 0.05],
    [27.877, 9, 0.001],
    [18.475, 7, 0.01],
  ])('has %d of %d degrees above it in a share of %d', (x, degrees, alpha) => {
    expect(chiSquaredTail(x, degrees)).toBeCloseTo(alpha, 4);
    expect(chiSquaredBound(alpha, degrees)).toBeCloseTo(x, 2);
  });

  it('falls as the value grows, and its bound is where it says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 1e-7, max: 0.9, noNaN: true }), (degrees, alpha) => {
        const bound = chiSquaredBound(alpha, degrees);
        expect(Math.abs(chiSquaredTail(bound, degrees) / alpha - 1)).toBeLessThan(1e-6);
        expect(chiSquaredTail(bound + 1, degrees)).toBeLessThan(alpha);
      }),
    ); // prettier-ignore
  });
});
