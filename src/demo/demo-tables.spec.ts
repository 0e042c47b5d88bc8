import { demoBands, demoRates } from './demo-tables.js';
import { demoVin } from './demo-vin.js';
import { isVin, normalVin, vinCheckDigitHolds } from '../models/vehicle/vin.js';
import { trimOfEpaRow } from '../modules/vehicles/epa-row.js';

const row = { VClass: 'Compact Cars', fuelType1: 'Regular Gasoline', trany: 'Manual 6-spd', displ: '1.8', make: 'Toyota', model: 'Corolla' }; // prettier-ignore
const trims = ['2022', '2023'].flatMap(
  (year, at) => trimOfEpaRow({ ...row, id: String(at + 1), year }) ?? [],
);
const cellsOf = (csv: string) => csv.split('\n').map((line) => line.split(','));

describe('the tables of the demo', () => {
  it('have every product for every model, once', () => {
    const car = { make: 'Toyota', model: 'Corolla' };
    const [header, ...rows] = cellsOf(demoRates([car, car, { make: 'Kia', model: 'Niro' }]));
    expect(header).toContain('residualPercent');
    expect(rows).toHaveLength(2 * 7);
    expect(new Set(rows.map(([, , product]) => product))).toEqual(
      new Set(['"LEASE"', '"BALLOON"', '"LOAN"']),
    );
  });

  it('give less for worse, further driven and older cars, never more than asked', () => {
    const [header = [], ...rows] = cellsOf(demoBands(trims));
    const cell = (cells: readonly string[], name: string) => (cells[header.indexOf(name)] ?? '').replaceAll('"', ''); // prettier-ignore
    const high = (yearFrom: string, condition: string, mileageFrom: string) =>
      Number(cell(rows.find((cells) => cell(cells, 'yearFrom') === yearFrom && cell(cells, 'condition') === condition && (cell(cells, 'mileageFrom') === '0') === (mileageFrom === '0')) ?? [], 'high')); // prettier-ignore
    expect(high('2023', 'EXCELLENT', '0')).toBeGreaterThan(high('2023', 'POOR', '0'));
    expect(high('2023', 'GOOD', '0')).toBeGreaterThan(high('2023', 'GOOD', 'more'));
    expect(high('2023', 'GOOD', '0')).toBeGreaterThanOrEqual(high('2022', 'GOOD', '0'));
    for (const cells of rows) expect(Number(cell(cells, 'low'))).toBeLessThan(Number(cell(cells, 'high')));
  });
});

describe('the numbers of demo cars', () => {
  const vins = Array.from({ length: 1_200 }, (_, at) => demoVin(at + 1, 2020 + (at % 5)));
  it('are sound, differ, and are of a maker that is not there', () => {
    expect(new Set(vins).size).toBe(vins.length);
    for (const vin of vins) expect([isVin(vin), normalVin(vin), vinCheckDigitHolds(vin), vin.slice(0, 3)]).toEqual([true, vin, true, 'ZZZ']); // prettier-ignore
  });
});
