import { rateColumns } from './rate-columns.js';
import { readRateRow } from './read-rate-row.js';

const header = ['Make', 'Model', 'Trim', 'Year', 'Product', 'Term', 'Mileage', 'Unit', 'Tier', 'MF', 'Rate', 'Residual', 'Acquisition fee']; // prettier-ignore
const good = { Make: 'Toyota', Model: 'RAV4', Product: 'lease', Term: '36', MF: '0.00245', Residual: '60%', 'Acquisition fee': '895.00' }; // prettier-ignore
const read = (change: Record<string, string>) =>
  readRateRow({ ...good, ...change }, rateColumns(header, {}), 2);
function rejectedOf(change: Record<string, string>): string[] {
  const outcome = read(change);
  return 'rejects' in outcome ? outcome.rejects.map(({ column }) => column) : [];
}

describe('a row of rates', () => {
  it('is read, and what it does not say holds for all', () =>
    expect(read({})).toEqual({
      row: {
        ...{ make: 'Toyota', model: 'RAV4', trim: '', modelYear: null, product: 'LEASE', termMonths: 36 },
        ...{ annualMileage: null, mileageUnit: 'KM', creditTier: '', moneyFactor: '0.00245', annualPercent: null },
        ...{ residualPercent: '60', acquisitionFee: '895.00', documentationFee: '0', registrationFee: '0' },
        securityDeposit: '0',
      },
    })); // prettier-ignore

  it.each<[Record<string, string>, string[]]>([
    [{ Make: ' ' }, ['Make']],
    [{ Product: 'hire' }, ['Product', 'MF']],
    [{ Term: '' }, ['Term']],
    [{ Term: '36.5' }, ['Term']],
    [{ Year: '22' }, ['Year']],
    [{ Mileage: '12,000' }, ['Mileage']],
    [{ Unit: 'furlong' }, ['Unit']],
    [{ MF: '2.45' }, ['MF']],
    [{ Rate: '5.9' }, ['Rate']],
    [{ MF: '', Rate: 'low' }, ['Rate']],
    [{ Residual: '' }, ['Residual']],
    [{ Residual: '160' }, ['Residual']],
    [{ 'Acquisition fee': '$895' }, ['Acquisition fee']],
    [{ 'Acquisition fee': '895.001' }, ['Acquisition fee']],
    [{ Product: 'LOAN' }, ['MF']],
  ])('is refused by column: %j', (change, columns) => expect(rejectedOf(change)).toEqual(columns));

  it('never tells what stood in a cell', () =>
    expect(JSON.stringify(read({ Term: 'secret-word' }))).not.toContain('secret-word'));
});

describe('the columns of a table', () => {
  it('are told where one is missing or unknown', () => {
    expect(() => rateColumns(['make', 'model', 'product'], {})).toThrow('No column says termMonths, annualPercent'); // prettier-ignore
    expect(() => rateColumns(header, { colour: 'Make' })).toThrow('There is no field colour');
    expect(() => rateColumns(header, { make: 'Marke' })).toThrow('There is no column Marke');
  });
  it('may be mapped', () =>
    expect(rateColumns([...header, 'Marke'], { make: 'Marke' })).toMatchObject({
      make: 'Marke',
      model: 'Model',
    }));
});
