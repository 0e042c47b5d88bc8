import fc from 'fast-check';
import type { FinanceFigures } from '../../../models/finance/finance-figures.js';
import type { FinanceTerms } from '../../../models/finance/finance-terms.js';
import { minorDigits, toMinor } from '../../../models/money.js';
import { internalRate } from './effective-rate.js';
import { quote, schedule } from './quote.js';

const plain: FinanceTerms = {
  jurisdiction: 'US',
  product: 'LEASE',
  currency: 'USD',
  price: '48125',
  listPrice: '50000',
  termMonths: 36,
  rate: { moneyFactor: '0.00245' },
  residualPercent: '60',
  timing: 'ADVANCE',
  repayment: 'EQUAL_INSTALMENTS',
  downPayment: '0',
  tradeIn: '0',
  fees: [],
  tax: { on: 'PAYMENT', percent: '0', withinPricePercent: '0' },
  securityDeposit: '0',
  maxLoanToValuePercent: null,
};
const loan: FinanceTerms = {
  ...plain,
  product: 'LOAN',
  price: '30000',
  listPrice: '30000',
  termMonths: 60,
  rate: { annualPercent: '5.9' },
  residualPercent: '0',
  timing: 'ARREARS',
};
function figures(change: Partial<FinanceTerms>, of = plain): FinanceFigures {
  const answer = quote({ ...of, ...change });
  if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
  return answer;
}
function codes(change: Partial<FinanceTerms>, of = plain): string[] {
  const answer = quote({ ...of, ...change });
  return 'problems' in answer ? answer.problems.map(({ code, path }) => `${code} ${path}`) : [];
}

describe('a lease by money factor', () => {
  it('is that of the guide of 2007, to the cent', () =>
    expect(figures({ tax: { on: 'PAYMENT', percent: '7', withinPricePercent: '0' } })).toMatchObject({
      grossCost: '48125.00',
      residual: '30000.00',
      depreciation: '503.47',
      rentCharge: '191.41',
      basePayment: '694.88',
      taxOnPayment: '48.64',
      payment: '743.52',
      depreciationTotal: '18125.00',
      chargeTotal: '6890.63',
      totalOfBasePayments: '25015.63',
      amountDueAtSigning: '743.52',
    }));

  it.each([
    ['35000', '25000', '0.0015', '277.78', '90.00', '367.78'],
    ['39000', '24360', '0.00125', '406.67', '79.20', '485.87'],
  ])('of %s down to %s at %s', (price, listPrice, moneyFactor, depreciation, rentCharge, payment) =>
    expect(figures({ price, listPrice, rate: { moneyFactor }, residualPercent: '100' })).toMatchObject({
      depreciation,
      rentCharge,
      payment,
    }),
  );

  it('counts what is put in: fees financed and paid at once, down payment, trade-in, deposit', () => {
    const fees = [
      { kind: 'ACQUISITION', amount: '895', isCapitalised: true, isCostOfCredit: true },
      { kind: 'REGISTRATION', amount: '300', isCapitalised: false, isCostOfCredit: false },
    ] as const;
    const told = figures({ fees, downPayment: '2000', tradeIn: '5000', securityDeposit: '500' });
    expect(told).toMatchObject({ grossCost: '49020.00', reduction: '7000.00', financed: '42020.00' });
    const due = Number(told.payment) + 2000 + 300 + 500;
    expect(Number(told.amountDueAtSigning)).toBeCloseTo(due, 6);
    expect(Number(told.totalPayable)).toBeCloseTo(Number(told.totalOfPayments) + 2300, 6);
    // 0.00245 × 2400 is 5.88; the fee makes the money dearer.
    expect(Number(told.ratePercent)).toBeGreaterThan(6.5);
  });

  it('taxes the price at signing, in the financed sum, or not at all', () => {
    const on = (on: 'PRICE_UPFRONT' | 'PRICE_CAPITALISED' | 'INCLUDED') =>
      figures({ tax: { on, percent: '10', withinPricePercent: '0' } });
    expect(on('PRICE_UPFRONT')).toMatchObject({ taxAtSigning: '4812.50', grossCost: '48125.00' });
    expect(on('PRICE_CAPITALISED')).toMatchObject({ taxAtSigning: '0.00', grossCost: '52937.50' });
    expect(on('INCLUDED')).toMatchObject({ taxAtSigning: '0.00', payment: '694.88' });
    const purchase = figures({ tax: { on: 'PRICE_UPFRONT', percent: '10', withinPricePercent: '13' }, price: '113000', listPrice: '113000' }); // prettier-ignore
    expect(purchase.taxAtSigning).toBe('10000.00');
  });
});

describe('a lease by rate', () => {
  it('is the exact annuity, in advance or arrears', () => {
    const rate = { annualPercent: '5.88' };
    expect(figures({ rate }).payment).toBe('694.01');
    expect(figures({ rate, timing: 'ARREARS' }).payment).toBe('697.41');
    expect(figures({ rate }).ratePercent).toBe('5.88');
  });
});

describe('a loan', () => {
  it.each([
    ['5.9', 60, '30000', '578.59'],
    ['4.5', 48, '25000', '570.09'],
    ['7.5', 180, '200000', '1854.02'],
  ])('at %s %% over %d months of %s', (annualPercent, termMonths, price, payment) => {
    const told = figures({ rate: { annualPercent }, termMonths, price }, loan);
    expect(told).toMatchObject({ payment, ratePercent: Number(annualPercent).toFixed(2) });
  });

  it('charges interest on what is owed to the cent, line by line', () => {
    const terms = { ...loan, price: '2500', termMonths: 12, rate: { annualPercent: '8.24' } };
    const lines = schedule(terms);
    if ('problems' in lines) throw new Error('no schedule');
    expect(lines.slice(0, 2).map(({ charge }) => charge)).toEqual(['17.17', '15.79']);
    expect(quote(terms)).toMatchObject({ chargeTotal: '112.97', payment: '217.75', lastPayment: '217.72' });
  });

  it('leaves a balloon, paid at the end or the beginning of months', () => {
    const balloon = { product: 'BALLOON', termMonths: 36, residualPercent: '50' } as const;
    expect(figures(balloon, loan)).toMatchObject({ payment: '529.40', residual: '15000.00' });
    expect(figures({ ...balloon, timing: 'ADVANCE' }, loan).payment).toBe('526.81');
    const told = figures(balloon, loan);
    expect(Number(told.totalOfPayments)).toBeCloseTo(30_000 + Number(told.chargeTotal), 6);
    for (const timing of ['ARREARS', 'ADVANCE'] as const) {
      const lines = schedule({ ...loan, ...balloon, timing });
      if ('problems' in lines) throw new Error('no schedule');
      const left = { number: 37, dueAfterMonths: 36, payment: '15000.00', charge: '0.00', principal: '15000.00', balance: '0.00', isBalloon: true }; // prettier-ignore
      expect(lines.slice(35)).toMatchObject([{ balance: '15000.00', isBalloon: false }, left]);
    }
  });

  it('tells the amount, the cost and the rate of a credit so that each follows from the others', () => {
    const fee = { kind: 'ACQUISITION', amount: '100', isCapitalised: true, isCostOfCredit: true } as const;
    const us = { product: 'BALLOON', price: '28999.99', listPrice: '28999.99', termMonths: 36, residualPercent: '45', downPayment: '1234.56', tradeIn: '333.33', fees: [fee] } as const;
    const told = figures(us, loan);
    expect(told).toMatchObject({ financed: '27532.10', amountOfCredit: '27432.10', costOfCredit: (Number(told.chargeTotal) + 100).toFixed(2) });
    // Paid at signing it is taken off the amount in the US, and not in the UK; it is part of the cost wherever it is paid.
    const upfront = { ...us, fees: [{ ...fee, isCapitalised: false }] };
    expect(figures(upfront, loan)).toMatchObject({ financed: '27432.10', amountOfCredit: '27332.10' });
    const uk = figures({ ...upfront, jurisdiction: 'UK' }, loan);
    expect(uk).toMatchObject({ financed: '27432.10', amountOfCredit: '27432.10', costOfCredit: (Number(uk.chargeTotal) + 100).toFixed(2) });
    expect(figures({ ...us, jurisdiction: 'UK' }, loan).amountOfCredit).toBe('27432.10');
  }); // prettier-ignore

  it('has under Regulation Z the rate at which the payments are worth the amount financed', () =>
    fc.assert(
      fc.property(fc.record({ product: fc.constantFrom('LOAN', 'BALLOON'), termMonths: fc.integer({ min: 6, max: 84 }), downPayment: fc.integer({ min: 0, max: 20_000 }).map(String), isCapitalised: fc.boolean(), fee: fc.integer({ min: 0, max: 2_000 }) }), ({ fee, isCapitalised, ...some }) => {
        const terms: FinanceTerms = { ...loan, ...some, residualPercent: '20', fees: [{ kind: 'ACQUISITION', amount: String(fee), isCapitalised, isCostOfCredit: true }] };
        const [told, lines] = [figures(terms), schedule(terms)];
        if ('problems' in lines) throw new Error('no schedule');
        const cents = (text: string) => Math.round(Number(text) * 100);
        expect(cents(told.amountOfCredit) + cents(told.costOfCredit)).toBe(cents(told.totalOfPayments));
        expect(cents(told.amountOfCredit)).toBe(cents(told.financed) - fee * 100);
        const flows = [-cents(told.amountOfCredit), ...Array.from({ length: some.termMonths }, () => 0)];
        for (const { dueAfterMonths, payment } of lines) flows[dueAfterMonths] = (flows[dueAfterMonths] ?? 0) + cents(payment);
        expect(((internalRate(flows) ?? 0) * 1_200).toFixed(2)).toBe(told.ratePercent);
      }),
    )); // prettier-ignore

  it('is none where fees take all that is financed', () => {
    const fees = [{ kind: 'ACQUISITION', amount: '100', isCapitalised: true, isCostOfCredit: true }] as const;
    expect(codes({ fees, downPayment: '30000' }, loan)).toEqual(['NOTHING_FINANCED downPayment']);
    expect(codes({ fees, downPayment: '29999' }, loan)).toEqual([]);
  });

  it('pays back equal parts with less and less interest', () => {
    const terms = { ...loan, price: '12000', termMonths: 12, rate: { annualPercent: '12' }, repayment: 'EQUAL_PRINCIPAL' } as const; // prettier-ignore
    expect(quote(terms)).toMatchObject({ payment: '1120.00', lastPayment: '1010.00', chargeTotal: '780.00' });
  });

  it('is told by the rate of its place: nominal, or compounded', () => {
    expect(figures({ jurisdiction: 'UK' }, loan).ratePercent).toBe('6.1');
    expect(figures({ jurisdiction: 'CN' }, loan).ratePercent).toBe('6.06');
  });
});

describe('cash', () => {
  it('is the price with what is due beside it, and has no months', () => {
    const cash = { ...loan, product: 'CASH', termMonths: 0, downPayment: '1000', tradeIn: '4000' } as const;
    expect(quote(cash)).toMatchObject({ amountDueAtSigning: '26000.00', totalPayable: '26000.00', payment: '0.00', ratePercent: null }); // prettier-ignore
    expect(schedule(cash)).toEqual([]);
  });
});

describe('terms that cannot be', () => {
  it.each<[Partial<FinanceTerms>, string]>([
    [{ termMonths: 0 }, 'TERM_OUT_OF_RANGE termMonths'],
    [{ termMonths: 2.5 }, 'TERM_OUT_OF_RANGE termMonths'],
    [{ price: '-1' }, 'NOT_AN_AMOUNT price'],
    [{ downPayment: '1.005' }, 'NOT_AN_AMOUNT downPayment'],
    [{ currency: 'XQX' }, 'CURRENCY_UNKNOWN currency'],
    [{ residualPercent: '99' }, 'RESIDUAL_OVER_COST residualPercent'],
    [{ downPayment: '48125' }, 'NOTHING_FINANCED downPayment'],
    [{ rate: { moneyFactor: '5.88' } }, 'RATE_OUT_OF_RANGE rate.moneyFactor'],
    [{ product: 'BALLOON', residualPercent: '99', rate: { annualPercent: '5' } }, 'NEGATIVE_AMORTISATION residualPercent'], // prettier-ignore
    [{ product: 'LOAN' }, 'RATE_OUT_OF_RANGE rate.moneyFactor'],
    [{ product: 'LOAN', rate: { annualPercent: '5' }, maxLoanToValuePercent: '80' }, 'LOAN_OVER_VALUE downPayment'], // prettier-ignore
  ])('%j', (change, code) => {
    expect(codes(change)).toEqual([code]);
    expect(schedule({ ...plain, ...change })).toHaveProperty('problems');
  });
  it('are all told at once', () =>
    expect(codes({ price: 'x', tradeIn: 'y' })).toEqual(['NOT_AN_AMOUNT price', 'NOT_AN_AMOUNT tradeIn']));
});

const anyTerms = fc
  .record({
    product: fc.constantFrom('LEASE', 'LOAN', 'BALLOON'),
    currency: fc.constantFrom('USD', 'JPY', 'KRW', 'CNY'),
    price: fc.oneof(fc.bigInt(1n, 50n), fc.bigInt(1n, 100_000n), fc.bigInt(1n, 10n ** 12n)).map(String),
    termMonths: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 240 })),
    percent: fc.oneof(fc.constant('0'), fc.integer({ min: 0, max: 3_000 }).map((hundredths) => String(hundredths / 100))), // prettier-ignore
    byFactor: fc.boolean(),
    residualPercent: fc
      .oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(99.9, 99.999, 100))
      .map(String),
    timing: fc.constantFrom('ADVANCE', 'ARREARS'),
    repayment: fc.constantFrom('EQUAL_INSTALMENTS', 'EQUAL_PRINCIPAL'),
    taxPercent: fc.constantFrom('0', '7', '20.5'),
  })
  .map(({ percent, byFactor, taxPercent, price, ...rest }): FinanceTerms => {
    const isFactor = byFactor && rest.product === 'LEASE';
    const rate = isFactor ? { moneyFactor: (Number(percent) / 2400).toFixed(6) } : { annualPercent: percent };
    return { ...plain, ...rest, price, listPrice: price, rate, tax: { ...plain.tax, percent: taxPercent } };
  });

describe('any terms', () => {
  it('have a schedule that adds up to what is financed and what is charged, nothing of it below zero', () =>
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const [told, lines] = [quote(terms), schedule(terms)];
        if ('problems' in told || 'problems' in lines) throw new Error('a problem');
        const digits = minorDigits(terms.currency) ?? 0;
        const minor = (text: string) => {
          const amount = toMinor(text, digits);
          if (amount === null) throw new Error(`${text} is below zero or no amount`);
          return amount;
        };
        const sum = (of: 'payment' | 'charge' | 'principal' | 'tax') =>
          lines.reduce((total, line) => total + minor(line[of]), 0n);
        const { ratePercent, ...amounts } = told;
        Object.values(amounts).forEach(minor);
        expect(Number(ratePercent)).toBeGreaterThanOrEqual(0);
        const balloon = terms.product === 'BALLOON' ? minor(told.residual) : 0n;
        const months = lines.filter(({ isBalloon }) => !isBalloon);
        expect(months).toHaveLength(terms.termMonths);
        expect(lines).toHaveLength(terms.termMonths + (balloon > 0n ? 1 : 0));
        expect(sum('principal')).toBe(minor(told.financed) - minor(told.residual) + balloon);
        expect(sum('payment')).toBe(sum('principal') + sum('charge') + sum('tax'));
        expect(sum('charge')).toBe(minor(told.chargeTotal));
        expect(minor(told.totalOfPayments)).toBe(sum('payment'));
        expect(months.at(-1)).toMatchObject({ balance: told.residual, payment: told.lastPayment });
        expect(lines[0]?.payment).toBe(told.payment);
        let balance = minor(told.financed);
        for (const line of lines) expect(minor(line.balance)).toBe((balance -= minor(line.principal)));
        const isFree = 'annualPercent' in terms.rate && Number(terms.rate.annualPercent) === 0;
        if (isFree) expect(told.chargeTotal).toBe(told.taxAtSigning.replace(/\d/g, '0'));
      }),
      { numRuns: 400 },
    ));
});
