import { readTradeInRow } from './read-trade-in-row.js';
import { tradeInColumns } from './trade-in-columns.js';

const header = ['Make', 'Model', 'Trim', 'Year from', 'Year to', 'Mileage from', 'Mileage to', 'Unit', 'Condition', 'Low', 'High']; // prettier-ignore
const good = { Make: 'vw', Model: 'Golf', 'Year from': '2018', 'Year to': '2020', 'Mileage to': '60000', Unit: 'miles', Condition: 'good', Low: '8000', High: '9500.5' }; // prettier-ignore
const read = (change: Record<string, string>, digits = 2) => readTradeInRow({ ...good, ...change }, tradeInColumns(header, {}), digits); // prettier-ignore
function rejectedOf(change: Record<string, string>, digits = 2): string[] {
  const outcome = read(change, digits);
  return 'rejects' in outcome ? outcome.rejects.map(({ column }) => column) : [];
}

describe('a row of valuations', () => {
  it('is read: make in its one spelling, amounts with their decimals, what is not said from nothing', () =>
    expect(read({})).toEqual({
      row: {
        ...{ make: 'Volkswagen', model: 'Golf', trim: '', yearFrom: 2018, yearTo: 2020, mileageFrom: 0 },
        ...{ mileageTo: 60_000, mileageUnit: 'MI', condition: 'GOOD', low: '8000.00', high: '9500.50' },
      },
    })); // prettier-ignore

  it.each<[Record<string, string>, string[]]>([
    [{ Make: ' ', Model: '' }, ['Make', 'Model']],
    [{ Trim: 'x'.repeat(101) }, ['Trim']],
    [{ 'Year from': '18' }, ['Year from']],
    [{ 'Year from': '2021' }, ['Year to']],
    [{ 'Mileage to': '60,000' }, ['Mileage to']],
    [{ 'Mileage to': '' }, ['Mileage to']],
    [{ 'Mileage from': '60001' }, ['Mileage to']],
    [{ Unit: '' }, ['Unit']],
    [{ Condition: 'mint' }, ['Condition']],
    [{ Low: '£8000' }, ['Low']],
    [{ High: '9500.501' }, ['High']],
    [{ Low: '9500.51' }, ['High']],
    [{ Low: '-1' }, ['Low']],
  ])('is refused by column: %j', (change, columns) => expect(rejectedOf(change)).toEqual(columns));

  it('has as many decimals as its currency', () => {
    expect(rejectedOf({}, 0)).toEqual(['High']);
    expect(read({ High: '9500' }, 0)).toMatchObject({ row: { low: '8000', high: '9500' } });
  });

  it('never tells what stood in a cell', () =>
    expect(JSON.stringify(read({ Low: 'secret-word' }))).not.toContain('secret-word'));
});

describe('the columns of a valuation table', () => {
  it('are told where one is missing or unknown', () => {
    expect(() => tradeInColumns(['make', 'model', 'low'], {})).toThrow('No column says yearFrom, yearTo, mileageTo, mileageUnit, condition, high'); // prettier-ignore
    expect(() => tradeInColumns(header, { colour: 'Make' })).toThrow('There is no field colour');
    expect(tradeInColumns([...header, 'Marke'], { make: 'Marke' }).make).toBe('Marke');
  });
});
