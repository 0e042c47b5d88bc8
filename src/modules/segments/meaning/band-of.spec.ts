import fc from 'fast-check';
import { bandOf } from './band-of.js';

describe('the band of a number', () => {
  it.each([
    [0, '0'], [3, '3'], [9, '9'], [0.5, '0 to below 1'], [9.99, '9 to below 10'], [10, '10 to below 20'], [34, '30 to below 40'],
    [99.9, '90 to below 100'], [100, '100 to below 200'], [28_995, '20000 to below 30000'], [1_000, '1000 to below 2000'],
    [1_987, '1980 to below 1990'], [2_026, '2020 to below 2030'], [1_987.5, '1000 to below 2000'], [-1, 'below 0'],
  ])('of %p is %p', (value, words) => {
    expect(bandOf(value)).toBe(words);
  }); // prettier-ignore

  it('holds the number, whatever it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), (value) => {
        const [from = '', below] = bandOf(value).split(' to below ');
        expect(Number(from)).toBeLessThanOrEqual(value);
        if (below === undefined) expect(Number(from)).toBe(value);
        else expect(Number(below)).toBeGreaterThan(value);
      }),
    );
  });
});
