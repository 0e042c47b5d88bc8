import type { FinanceTableEntity } from '../../../models/finance/finance-table.entity.js';
import type { RateRow } from '../../../models/finance/rate-row.js';
import { chooseRate, termsOffered, type AskedRate } from './choose-rate.js';

const row: RateRow = {
  make: 'Toyota',
  model: 'RAV4',
  trim: '',
  modelYear: null,
  product: 'LEASE',
  termMonths: 36,
  annualMileage: null,
  mileageUnit: 'MI',
  creditTier: '',
  moneyFactor: '0.00245',
  annualPercent: null,
  residualPercent: '60',
  acquisitionFee: '0',
  documentationFee: '0',
  registrationFee: '0',
  securityDeposit: '0',
};
const day = 86_400_000;
const now = 100 * day;
const table = (rows: Partial<RateRow>[], change: Partial<FinanceTableEntity> = {}): FinanceTableEntity => ({
  ...{ tenantId: 't', id: 'v1', name: 'Spring', version: 1, jurisdiction: 'US', currency: 'USD' },
  ...{ validFrom: new Date(now - day), validTo: null, quotesHold: 'P14D', taxOn: null, taxPercent: null },
  ...{ maxLoanToValuePercent: null, disclosureText: null, publishedAt: new Date(now - day) },
  ...change,
  rows: rows.map((each) => ({ ...row, ...each })),
}); // prettier-ignore
const asked: AskedRate = { make: 'TOYOTA', model: 'Rav4', trim: 'XLE', modelYear: 2026, currency: 'USD', jurisdiction: null, product: 'LEASE', termMonths: 36, annualMileage: 12_000, creditTier: 'A' }; // prettier-ignore
const chosen = (tables: FinanceTableEntity[], change: Partial<AskedRate> = {}) => {
  const found = chooseRate(tables, { ...asked, ...change }, now);
  return found && [found.table.id, found.row.residualPercent];
};

describe('chooseRate', () => {
  it('takes the row that says most of what was asked', () => {
    const rows = [
      { residualPercent: '1' },
      { creditTier: 'A', residualPercent: '2' },
      { trim: 'XLE', residualPercent: '3' },
      { trim: 'XLE', annualMileage: 12_000, residualPercent: '4' },
      { trim: 'XLE', annualMileage: 15_000, creditTier: 'A', residualPercent: '5' },
    ];
    expect(chosen([table(rows)])).toEqual(['v1', '4']);
    expect(chosen([table(rows)], { annualMileage: 15_000 })).toEqual(['v1', '5']);
    expect(chosen([table(rows)], { trim: 'LE' })).toEqual(['v1', '2']);
    expect(chosen([table(rows)], { trim: 'LE', creditTier: null })).toEqual(['v1', '1']);
  });

  it('takes the last version that has begun, while it holds', () => {
    const old = table([{}]);
    const coming = table([{}], { id: 'v2', version: 2, validFrom: new Date(now + day) });
    const begun = table([{}], { id: 'v2', version: 2, validFrom: new Date(now) });
    const ended = table([{}], { id: 'v2', version: 2, validTo: new Date(now) });
    expect(chosen([old, coming])?.[0]).toBe('v1');
    expect(chosen([old, begun])?.[0]).toBe('v2');
    expect(chosen([old, ended])).toBeNull();
  });

  it('takes none of another currency, place, product, term or tier, and says which terms there are', () => {
    const tables = [table([{ termMonths: 48 }, { creditTier: 'B', termMonths: 24 }, { model: 'Corolla' }])];
    expect(chosen(tables)).toBeNull();
    expect(termsOffered(tables, asked, now)).toEqual([24, 48]);
    expect(chosen([table([{}])], { currency: 'EUR' })).toBeNull();
    expect(chosen([table([{}])], { jurisdiction: 'UK' })).toBeNull();
    expect(chosen([table([{}])], { product: 'LOAN' })).toBeNull();
  });

  it('takes any row of the car for cash, whatever its product, term and tier, and none of another', () => {
    const tables = [table([{ model: 'Corolla' }, { creditTier: 'C', product: 'LOAN', termMonths: 60, residualPercent: '7' }, { trim: 'XLE', residualPercent: '8' }])]; // prettier-ignore
    expect(chosen(tables, { product: 'CASH', termMonths: 0, creditTier: null })).toEqual(['v1', '8']);
    expect(chosen(tables, { product: 'CASH', trim: 'LE' })).toEqual(['v1', '7']);
    expect(chosen([table([{ model: 'Corolla' }])], { product: 'CASH' })).toBeNull();
    expect(chosen([], { product: 'CASH' })).toBeNull();
  });

  it('takes the same row for cash in whatever order a table was written: a buyer’s before a lessee’s, the shorter term’s', () => {
    const rows = (['LEASE', 'BALLOON', 'LOAN'] as const).flatMap((product) =>
      ['B', 'A'].flatMap((creditTier) => [48, 36].map((termMonths) => ({ product, creditTier, termMonths, documentationFee: `${product}-${termMonths}-${creditTier}` })))); // prettier-ignore
    const cash: AskedRate = {
      ...asked,
      product: 'CASH',
      termMonths: 0,
      annualMileage: null,
      creditTier: null,
    };
    for (let from = 0; from < rows.length; from++) {
      const turned = [...rows.slice(from), ...rows.slice(0, from)];
      for (const written of [turned, turned.toReversed()])
        expect(chooseRate([table(written)], cash, now)?.row.documentationFee).toBe('LOAN-36-A');
    }
  });
});
