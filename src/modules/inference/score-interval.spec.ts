import fc from 'fast-check';
import { around } from '../../models/prediction/score-interval.js';
import { intervalAt } from './score-interval.js';

const probability = fc.double({ min: 0, max: 1, noNaN: true });

it('reads the bounds of the row asked for', () => {
  const outputs = { low: Float32Array.of(0.25, 0.5), high: Float32Array.of(0.5, 0.75) };
  expect(intervalAt(outputs, 1)).toEqual({ low: 0.5, high: 0.75 });
});

it('says nothing where the model says nothing, or only one of the two', () => {
  expect(intervalAt({ probability: Float32Array.of(0.5) }, 0)).toBeNull();
  expect(intervalAt({ low: Float32Array.of(0.5) }, 0)).toBeNull();
  expect(intervalAt({ high: Float32Array.of(0.5) }, 0)).toBeNull();
});

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
