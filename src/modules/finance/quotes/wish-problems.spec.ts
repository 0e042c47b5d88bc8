import type { FinanceProblem } from '../../../models/finance/finance-problem.js';
import type { QuotedCar, QuoteWish } from './quote-request.js';
import { asAsked, wishProblems } from './wish-problems.js';

const car: QuotedCar = { vehicleId: null, title: '', make: 'Kia', model: 'EV6', trim: '', modelYear: 2026, price: '1', listPrice: '1', currency: 'GBP' }; // prettier-ignore
const wish: QuoteWish = { product: 'LEASE', jurisdiction: null, termMonths: 36, annualMileage: null, creditTier: null, downPayment: '0', tradeIn: '0', repayment: 'EQUAL_INSTALMENTS', taxPercent: null }; // prettier-ignore
const told = (change: Partial<QuoteWish>, currency = 'GBP') =>
  wishProblems({ ...car, currency }, { ...wish, ...change }).map(({ code, path }) => `${code} ${path}`);

describe('what can never be quoted', () => {
  it('is a currency that is none and a term that cannot be, whatever tables there are; cash has no term', () => {
    expect(told({})).toEqual([]);
    expect(told({ termMonths: 0 }, 'ZZZ')).toEqual(['CURRENCY_UNKNOWN car.trim.currency', 'TERM_OUT_OF_RANGE termMonths']); // prettier-ignore
    expect([told({ termMonths: 240 }), told({ termMonths: 241 })]).toEqual([[], ['TERM_OUT_OF_RANGE termMonths']]); // prettier-ignore
    expect(told({ product: 'CASH', termMonths: 0 })).toEqual([]);
  });

  it('is told at the field that was given', () => {
    const at = (path: string, vehicleId: string | null = null) =>
      asAsked({ code: 'NOT_AN_AMOUNT', path, message: '', remedy: '' } satisfies FinanceProblem, { vehicleId }).path; // prettier-ignore
    expect(['tax.percent', 'residualPercent', 'price', 'tradeIn'].map((path) => at(path))).toEqual(['taxPercent', 'downPayment', 'car.trim.price', 'tradeIn']); // prettier-ignore
    expect(at('price', 'v-1')).toBe('car.vehicleId');
  });
});
