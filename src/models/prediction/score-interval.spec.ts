import fc from 'fast-check';
import { around } from './score-interval.js';

const probability = fc.double({ min: 0, max: 1, noNaN: true });

it('always holds the probability it is told with, and is no wider than it must be', () => {
  fc.assert(
    fc.property(probability, probability, probability, (one, other, said) => {
      const { low, high } = around({ low: one, high: other }, said);
      expect(low).toBeLessThanOrEqual(said);
      expect(high).toBeGreaterThanOrEqual(said);
      expect([one, other, said]).toEqual(expect.arrayContaining([low, high]));
    }),
  );
});
