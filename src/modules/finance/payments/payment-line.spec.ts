import fc from 'fast-check';
import { financeProducts } from '../../../models/finance/finance-product.js';
import { taxBases } from '../../../models/finance/finance-terms.js';
import { quote } from '../sums/quote.js';
import { reachOf, type OpenTerms } from './payment-line.js';

const percent = (most: number) => fc.integer({ min: 0, max: most * 100 }).map((n) => (n / 100).toFixed(2));
const amount = (most: number) => fc.integer({ min: 0, max: most }).map(String);
const terms: fc.Arbitrary<OpenTerms> = fc.record({
  jurisdiction: fc.constantFrom('US', 'UK', 'EU', 'CN'),
  product: fc.constantFrom(...financeProducts.filter((product) => product !== 'CASH')),
  currency: fc.constantFrom('GBP', 'JPY'),
  termMonths: fc.integer({ min: 1, max: 84 }),
  rate: fc.oneof(percent(20).map((annualPercent) => ({ annualPercent })), fc.integer({ min: 0, max: 800 }).map((n) => ({ moneyFactor: (n / 100_000).toFixed(5) }))),
  residualPercent: percent(90),
  timing: fc.constantFrom('ADVANCE', 'ARREARS'),
  repayment: fc.constantFrom('EQUAL_INSTALMENTS', 'EQUAL_PRINCIPAL'),
  downPayment: amount(9_000),
  tradeIn: amount(4_000),
  fees: fc.record({ amount: amount(900), isCapitalised: fc.boolean() }).map((fee) => [{ kind: 'ACQUISITION' as const, isCostOfCredit: true, ...fee }]),
  tax: fc.record({ on: fc.constantFrom(...taxBases), percent: percent(25), withinPricePercent: percent(20) }),
  securityDeposit: amount(500),
  maxLoanToValuePercent: fc.oneof(fc.constant(null), percent(120)),
}); // prettier-ignore
/** Some cost millions, as in yen. */
const car = fc.tuple(fc.integer({ min: 1, max: 90_000 }), fc.integer({ min: 0, max: 9_000 }), fc.constantFrom(1, 1, 200)).map(([price, premium, times]) => ({ price: price * times, premium: premium * times })); // prettier-ignore
const cars = fc.array(car, { minLength: 1, maxLength: 20 });

const quoted = (open: OpenTerms, price: number, listPrice: number): number | null => {
  const figures = quote({ ...open, price: String(price), listPrice: String(listPrice) });
  return 'problems' in figures ? null : Number(figures.payment);
};

describe('reachOf', () => {
  it('says of each price what its own quote says, also a cent beside the end', () => {
    let [within, without] = [0, 0];
    fc.assert(
      fc.property(terms, cars, fc.nat(19), fc.constantFrom(-1, 0, 1), (open, stock, nth, cents) => {
        const [aim = { price: 20_000, premium: 0 }] = [stock[nth % stock.length]];
        const unit = open.currency === 'JPY' ? 1 : 0.01;
        const to = Number(((quoted(open, aim.price, aim.price + aim.premium) ?? 400) + cents * unit).toFixed(2));
        const reaches = reachOf(open, { from: to / 2, to });
        for (const { price, premium } of stock) {
          const payment = quoted(open, price, price + premium);
          const isWithin = payment !== null && payment >= to / 2 && payment <= to;
          if (isWithin) within++;
          else without++;
          expect(reaches(price, price + premium)).toBe(isWithin);
        }
      }),
      { numRuns: 1_000 },
    ); // prettier-ignore
    expect(Math.min(within, without)).toBeGreaterThan(500);
  });

  it('finds the dearest price to fifty pence', () => {
    const open: OpenTerms = { jurisdiction: 'UK', product: 'LEASE', currency: 'GBP', termMonths: 36, rate: { annualPercent: '5.9' }, residualPercent: '50', timing: 'ADVANCE', repayment: 'EQUAL_INSTALMENTS', downPayment: '0', tradeIn: '0', fees: [], tax: { on: 'INCLUDED', percent: '20', withinPricePercent: '0' }, securityDeposit: '0', maxLoanToValuePercent: null }; // prettier-ignore
    const reaches = reachOf(open, { from: 0, to: 400 });
    const prices = Array.from({ length: 100_000 }, (_, n) => 5_000 + n / 2);
    const dearest = prices.filter((price) => reaches(price, price)).at(-1) ?? 0;
    expect(quoted(open, dearest, dearest)).toBeLessThanOrEqual(400);
    expect(quoted(open, dearest + 0.5, dearest + 0.5)).toBeGreaterThan(400);
  });
});
