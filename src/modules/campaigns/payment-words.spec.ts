import fc from 'fast-check';
import { showsPayment } from '../../models/finance/payment-words.js';

const whole = fc.integer({ min: 1, max: 99_999 });
const written = fc.tuple(whole, fc.constantFrom('', '.99', ',00')).map(([n, cents]) => `${n}${cents}`);
const cost = fc.tuple(written, fc.constantFrom('£', '€', '$', 'EUR ', 'GBP '), fc.constantFrom(' €', ' Euro', ' pounds', 'EUR', ' USD'), fc.boolean())
  .map(([amount, before, behind, isBefore]) => (isBefore ? `${before}${amount}` : `${amount}${behind}`)); // prettier-ignore
const saying = fc.constantFrom(...'pcm|p.c.m.|p/m|pm|p.m.|/mo|/month|a month|per month|each month|every month|per calendar month|monthly|im Monat|pro Monat|je Monat|jeden Monat|monatlich|mtl.'.split('|')); // prettier-ignore
const around = fc.constantFrom('', 'Only ', 'Nur ', 'Drive the {model} for ', 'Jetzt ab ');

describe('any amount', () => {
  it('is paid each month where it says so, and is a price where it does not', () =>
    fc.assert(
      fc.property(cost, saying, around, fc.boolean(), (amount, each, before, isApart) => {
        expect(showsPayment(`${before}${amount}${isApart ? ' ' : ''}${each}`)).toBe(!/^[a-z]/i.test(each) || isApart || !/[a-z]$/i.test(amount)); // prettier-ignore
        expect(showsPayment(`${before}${amount}, for 36 months`)).toBe(false);
        expect(showsPayment(`${before}${amount}. 36 Monate Garantie, am Monatsende auch bis 9 pm`)).toBe(
          false,
        );
      }),
      { numRuns: 500 },
    ));

  it('is looked for in a text of blanks and digits as fast as in any other', () => {
    expect(showsPayment(`1${' '.repeat(4_000)}x`)).toBe(false);
    expect(showsPayment(`£299${' '.repeat(4_000)}pcm`)).toBe(true);
    expect(showsPayment('1 '.repeat(2_000))).toBe(false);
  });
});
