import fc from 'fast-check';
import { fromMicros, mostMicros, toMicros } from '../../../models/campaign/micros.js';

describe('micros', () => {
  it('come back as they were written, whatever the currency', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: mostMicros }), fc.constantFrom(0, 2, 3), (micros, digits) => {
        expect(toMicros(fromMicros(micros, digits))).toBe(micros);
      }),
    ));

  it.each<[string, number | null]>([
    ['12.5', 12_500_000],
    ['0.0125', 12_500],
    ['0', 0],
    ['1000000000', mostMicros],
    ['1000000000.000001', null],
    ['0.0000001', null],
    ['-1', null],
    ['1e3', null],
    ['', null],
  ])('of %s are %s', (text, micros) => expect(toMicros(text)).toBe(micros));

  it('are shown with the decimals of their currency, or as many as they have', () => {
    expect([12_500_000, 12_500, 3_000_000].map((micros) => fromMicros(micros, 2))).toEqual(['12.50', '0.0125', '3.00']); // prettier-ignore
    expect(fromMicros(3_000_000, 0)).toBe('3');
  });
});
