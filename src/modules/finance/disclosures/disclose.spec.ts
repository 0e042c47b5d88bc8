import { aprWords } from '../../../models/finance/apr-words.js';
import { disclosedFields } from '../../../models/finance/finance-disclosures.js';
import { financeProducts } from '../../../models/finance/finance-product.js';
import type { FinanceTerms } from '../../../models/finance/finance-terms.js';
import { jurisdictions } from '../../../models/finance/jurisdiction.js';
import { quote } from '../sums/quote.js';
import { disclose } from './disclose.js';
import { disclosureRulesOf } from './disclosure-rules.js';

const all = jurisdictions.flatMap((jurisdiction) =>
  financeProducts.map((product) => ({ jurisdiction, product })),
);
const allowance = { perYear: 12_000, unit: 'MI' } as const;

function disclosed(change: Partial<FinanceTerms>, ownText: string | null = null) {
  const terms: FinanceTerms = {
    jurisdiction: 'US',
    product: 'LEASE',
    currency: 'USD',
    price: '48125',
    listPrice: '50000',
    termMonths: 36,
    rate: { annualPercent: '5.88' },
    residualPercent: '60',
    timing: 'ADVANCE',
    repayment: 'EQUAL_INSTALMENTS',
    downPayment: '0',
    tradeIn: '0',
    fees: [],
    tax: { on: 'PAYMENT', percent: '7', withinPricePercent: '0' },
    securityDeposit: '500',
    maxLoanToValuePercent: null,
    ...change,
  };
  const figures = quote(terms);
  if ('problems' in figures) throw new Error(JSON.stringify(figures.problems));
  return disclose(terms, figures, { mileageAllowance: allowance, ownText });
}

describe('what has to be shown', () => {
  it.each(all)('says in words all that $jurisdiction asks of a $product', ({ jurisdiction, product }) => {
    const { required, text } = disclosureRulesOf(jurisdiction, product);
    const named = [...text.matchAll(/\{(\w+)\}/g)].map(([, field]) => field);
    expect(required.filter((field) => !named.includes(field))).toEqual([]);
    expect(named.filter((name) => !disclosedFields.some((field) => field === name))).toEqual([]);
    const told = disclosed({ jurisdiction, product });
    expect(told.text).not.toMatch(/[{}]|undefined/);
    for (const { value } of told.required) expect(told.text).toContain(value);
  });

  it.each(jurisdictions)('never calls the rate of a lease APR, in %s', (jurisdiction) => {
    const told = disclosed({ jurisdiction }, 'Now at 1.9 % APR!');
    expect(told.aprLabelAllowed).toBe(false);
    expect(JSON.stringify(told)).not.toMatch(/\bAPRC?\b|annual percentage rate/i);
  });

  it('calls that of a credit by its name, and adds what the tenant says', () => {
    const loan = { product: 'LOAN' } as const;
    expect(disclosed(loan, 'Members only.')).toMatchObject({ aprLabelAllowed: true, rateLabel: 'APR', rate: '5.88' }); // prettier-ignore
    expect(disclosed(loan, 'Members only.').text).toMatch(/APR 5\.88 %\. Members only\.$/);
    expect(disclosed({ ...loan, jurisdiction: 'UK' }).text).toMatch(/^Representative example.*APR 6\.0 %/);
    expect(disclosed({ ...loan, jurisdiction: 'CN' }).text).toContain('年化利率 6.04 %');
    expect(disclosed({ ...loan, jurisdiction: 'EU' }).text).toMatch(
      /^Caution! Borrowing money costs money\./,
    );
  });

  it('tells the cost of a credit with its fees, and its amount without them', () => {
    const fees = [{ kind: 'ACQUISITION', amount: '100', isCapitalised: true, isCostOfCredit: true }] as const;
    const us = { product: 'LOAN', price: '20000', rate: { annualPercent: '0' }, fees } as const;
    expect(disclosed(us).text).toContain('Finance charge 100.00 USD: what the credit costs in money. Amount financed 20000.00 USD.'); // prettier-ignore
    const paid = { ...us, fees: [{ ...fees[0], isCapitalised: false }] };
    for (const jurisdiction of ['UK', 'EU'] as const)
      expect(disclosed({ ...paid, jurisdiction }).text).toContain('Cost of the credit 100.00 USD,');
    expect(disclosed({ ...paid, jurisdiction: 'CN', downPayment: '4000' }).text).toContain(
      '利息及费用 100.00 USD',
    );
  });

  it('names all that is paid with the car traded in otherwise than what is paid in money', () => {
    const told = disclosed({ product: 'LOAN', tradeIn: '3000' });
    expect(told.required.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['totalPayableWithTradeIn']),
    );
    expect(told.required.map(({ field }): string => field)).not.toContain('totalPayable');
  });

  it('tells a US lease whole', () =>
    expect(disclosed({}).text).toMatch(/^This is a lease\. 1242\.59 USD due at signing, 36 monthly payments of 742\.59 USD.*Mileage allowance 12000 miles.*may not measure/)); // prettier-ignore
});

describe('aprWords', () => {
  it.each(['3.9% APR', 'A.P.R. of 3', 'annual percentage  rate', 'APRC 4 %'])('finds %s', (text) =>
    expect(text).toMatch(aprWords),
  );
  it.each(['From April', 'Après', 'a lease rate'])('leaves %s', (text) => expect(text).not.toMatch(aprWords));

  it('counts a car traded in with what is paid down and with all that is paid, and names it', () => {
    const uk = { jurisdiction: 'UK', currency: 'GBP', price: '11495', listPrice: '11495', downPayment: '1000', tax: { on: 'INCLUDED', percent: '0', withinPricePercent: '20' } } as const; // prettier-ignore
    const [traded, paid] = [{ ...uk, tradeIn: '3000' }, { ...uk, downPayment: '4000' }];
    const loan = (terms: Partial<FinanceTerms>) => disclosed({ ...terms, product: 'LOAN' }).text;
    const note = ' (3000.00 GBP of it by the car traded in)';
    expect(loan(traded)).toContain(`Price 11495.00 GBP, down payment 4000.00 GBP${note}, amount of credit 7495.00 GBP`);
    expect(loan(traded).replace(note, '')).toBe(loan(paid));
    for (const product of ['LEASE', 'BALLOON', 'CASH'] as const) expect(disclosed({ ...traded, product }).text).toContain(note);
    expect(disclosed({ ...traded, jurisdiction: 'CN', product: 'LOAN' }).text).toContain('（其中置换 3000.00 GBP）');
  }); // prettier-ignore
});
