import { intervalAt } from './score-interval.js';

it('reads the bounds of the row asked for', () => {
  const outputs = { low: Float32Array.of(0.25, 0.5), high: Float32Array.of(0.5, 0.75) };
  expect(intervalAt(outputs, 1)).toEqual({ low: 0.5, high: 0.75 });
});

it('says nothing where the model says nothing, or only one of the two', () => {
  expect(intervalAt({ probability: Float32Array.of(0.5) }, 0)).toBeNull();
  expect(intervalAt({ low: Float32Array.of(0.5) }, 0)).toBeNull();
  expect(intervalAt({ high: Float32Array.of(0.5) }, 0)).toBeNull();
});
