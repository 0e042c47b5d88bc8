import fc from 'fast-check';
import { has, shapley } from './shapley.js';

const facts = 4;
const sets = Array.from({ length: 2 ** facts }, (_, known) => known);
const scores = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), {
  minLength: sets.length,
  maxLength: sets.length,
});

it('adds up to the score of everything known, whatever the scores', () => {
  fc.assert(
    fc.property(scores, (of) => {
      const { base, parts } = shapley(of);
      expect(base + parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(of.at(-1) ?? NaN, 9);
    }),
  );
});

it('gives a fact that changes nothing nothing, and facts of a sum their own', () => {
  const worth = [0.5, -1, 0, 2];
  const sum = sets.map((known) => worth.reduce((total, each, fact) => total + (has(known, fact) ? each : 0), 1)); // prettier-ignore
  const { base, parts } = shapley(sum);
  expect(base).toBe(1);
  parts.forEach((part, fact) => expect(part).toBeCloseTo(worth[fact] ?? NaN, 12));
});

it('splits evenly what two facts only do together', () => {
  const both = sets.map((known) => (has(known, 0) && has(known, 2) ? 3 : 0));
  const { parts } = shapley(both);
  [1.5, 0, 1.5, 0].forEach((half, fact) => expect(parts[fact]).toBeCloseTo(half, 12));
});
