import fc from 'fast-check';
import { fractionOf, fromMinor, halfUp, minorDigits, toMinor } from '../../../models/money.js';

describe('an amount', () => {
  it.each([
    ['28995', 2, 2_899_500n],
    ['28995.5', 2, 2_899_550n],
    ['3000000.00', 0, 3_000_000n],
    ['0.00', 2, 0n],
    ['999999999999999.99', 2, 99_999_999_999_999_999n],
  ])('%s with %d decimals is %d', (text, digits, minor) => expect(toMinor(text, digits)).toBe(minor));
  it.each([
    ['-1', 2],
    ['1.005', 2],
    ['0.5', 0],
    ['1e3', 2],
    ['', 2],
    ['1,000', 2],
  ])('%s with %d decimals is none', (text, digits) => expect(toMinor(text, digits)).toBeNull());
  it('is written as it was read', () =>
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 15n - 1n), fc.constantFrom(0, 2, 3), (minor, digits) => {
        expect(toMinor(fromMinor(minor, digits), digits)).toBe(minor);
      }),
    ));
  it('has the decimals of its currency', () =>
    expect(['USD', 'JPY', 'KRW', 'CNY', 'BHD', 'XQX'].map(minorDigits)).toEqual([2, 0, 0, 2, 3, null]));
});

describe('rounding', () => {
  it.each([
    [5n, 2n, 3n],
    [4n, 3n, 1n],
    [0n, 7n, 0n],
    [1n, 2n, 1n],
  ])('%d/%d is %d', (over, under, whole) => expect(halfUp(over, under)).toBe(whole));
  it('reads a factor exactly', () => expect(fractionOf('0.00245')).toEqual({ over: 245n, under: 100_000n }));
  it.each(['-0.1', '1/3', '', '.5'])('reads no factor in "%s"', (text) =>
    expect(fractionOf(text)).toBeNull(),
  );
});
