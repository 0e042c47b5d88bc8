import fc from 'fast-check';
import { attribute, pathRows } from './path-attribution.js';

const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 4 });
const explain = (score: (row: readonly number[]) => number, typical: number[], actual: number[]) =>
  attribute(pathRows(typical, actual).map(score), actual.length);

describe('attribute', () => {
  it('takes a linear score apart exactly', () => {
    const { base, parts } = explain(([a = 0, b = 0, c = 0]) => 1 + 2 * a - 3 * b + c, [0, 1, 2], [1, 1, 5]);
    expect(base).toBe(0);
    expect(parts).toEqual([2, 0, 3]);
  });

  it('splits an interaction evenly', () => {
    expect(explain(([a = 0, b = 0]) => a * b, [0, 0], [1, 1]).parts).toEqual([0.5, 0.5]);
  });

  it('adds up to the score, whatever the score', () => {
    const score = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) =>
      Math.sin(a * b) + Math.max(c, d) - a * d;
    fc.assert(
      fc.property(values, values, (typical, actual) => {
        const { base, parts } = explain(score, typical, actual);
        expect(parts.reduce((sum, part) => sum + part, base)).toBeCloseTo(score(actual), 9);
      }),
    );
  });

  it('gives nothing to a feature at its typical value', () => {
    fc.assert(
      fc.property(values, values, (typical, actual) => {
        const [first = 0, ...rest] = actual;
        const { parts } = explain(
          ([a = 0, b = 0, c = 0]) => a * b + c,
          [first, ...typical.slice(1)],
          [first, ...rest],
        );
        expect(parts[0]).toBe(0);
      }),
    );
  });

  it('explains a score without features as its base', () => {
    expect(
      attribute(
        pathRows([], []).map(() => 3),
        0,
      ),
    ).toEqual({ base: 3, parts: [] });
  });
});
