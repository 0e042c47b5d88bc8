import fc from 'fast-check';
import { millimetresOf, mileageUnits, wholeMileage } from '../../../models/mileage.js';
import { tradeInConditions, type TradeInCar } from '../../../models/trade-in/trade-in.js';
import type { TradeInRow } from '../../../models/trade-in/trade-in-row.js';
import type { TradeInTableEntity } from '../../../models/trade-in/trade-in-table.entity.js';
import { chooseBand } from './choose-band.js';
import { coverageFor } from './coverage.js';

const row: TradeInRow = { make: 'Volkswagen', model: 'Golf', trim: '', yearFrom: 2018, yearTo: 2020, mileageFrom: 0, mileageTo: 60_000, mileageUnit: 'KM', condition: 'GOOD', low: '8000.00', high: '9500.00' }; // prettier-ignore
const car: TradeInCar = { make: 'VW', model: 'golf', trim: 'GTI', modelYear: 2019, mileage: 30_000, mileageUnit: 'KM', condition: 'GOOD' }; // prettier-ignore
const table = (rows: Partial<TradeInRow>[], change: Partial<TradeInTableEntity> = {}): TradeInTableEntity => ({
  ...{ tenantId: 't', id: 'a', name: 'Spring', version: 1, currency: 'GBP', publishedAt: new Date(0) },
  ...change,
  rows: rows.map((each) => ({ ...row, ...each })),
}); // prettier-ignore
const low = (tables: TradeInTableEntity[], change: Partial<TradeInCar> = {}, currency: string | null = null) =>
  chooseBand(tables, { ...car, ...change }, currency)?.low ?? null; // prettier-ignore

describe('the band of a car', () => {
  it('is found in any spelling of make and model', () => {
    const tables = [table([{ make: 'Mercedes-Benz', model: 'C-Class', low: '1' }, {}])];
    for (const make of ['VW', 'volkswagen', ' Volkswagen ', 'VOLKSWAGEN']) expect(low(tables, { make })).toBe('8000.00'); // prettier-ignore
    expect(low(tables, { make: 'merc', model: 'c class' })).toBe('1');
    expect(low(tables, { make: 'Mercedes', model: 'CClass' })).toBe('1');
    expect(low(tables, { make: 'Volvo' })).toBeNull();
  });

  it('is that of the row that says it most precisely', () => {
    const rows = [{ low: '1' }, { yearFrom: 2019, low: '2' }, { yearFrom: 2019, mileageFrom: 20_000, low: '3' }, { trim: 'gti', low: '4' }, { trim: 'R', yearFrom: 2019, yearTo: 2019, low: '5' }]; // prettier-ignore
    expect(low([table(rows)])).toBe('4');
    expect(low([table(rows)], { trim: null })).toBe('3');
    expect(low([table(rows)], { trim: null, mileage: 19_999 })).toBe('2');
    expect(low([table(rows)], { trim: null, mileage: 19_999, modelYear: 2018 })).toBe('1');
    expect(low([table([{ low: '1' }, { low: '2' }])])).toBe('1');
    expect(low([table([{ low: '1' }]), table([{ low: '2' }], { id: 'b', publishedAt: new Date(1) })])).toBe('2'); // prettier-ignore
  });

  it('counts whole units of the row, so that between two rows there is no gap', () => {
    const rows = [
      { mileageTo: 30_000, low: '1' },
      { mileageFrom: 30_001, mileageTo: 60_000, low: '2' },
    ];
    // 18,641 miles are 29,999.7 km, 18,642 are 30,001.4, and 37,283 are 60,001.2.
    const miles = (mileage: number) => low([table(rows)], { mileage, mileageUnit: 'MI' });
    expect([18_641, 18_642, 37_282, 37_283].map(miles)).toEqual(['1', '2', '2', null]);
    expect(wholeMileage({ mileage: 30_000, mileageUnit: 'KM' }, 'MI')).toBe(18_641);
  });

  it('is none of another currency, condition or year, nor where they are not said', () => {
    expect(low([table([{}])], {}, 'EUR')).toBeNull();
    expect(low([table([{}])], {}, 'GBP')).toBe('8000.00');
    for (const change of [
      { condition: 'FAIR' },
      { condition: null },
      { mileage: null },
      { modelYear: 2021 },
    ] as const)
      // prettier-ignore
      expect(low([table([{}])], change)).toBeNull();
  });

  const name = fc.constantFrom('', 'GTI', 'R');
  const span = (most: number) => fc.tuple(fc.nat(most), fc.nat(most)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const); // prettier-ignore
  const anyRow = fc.record({ trim: name, years: span(4), mileages: span(9), mileageUnit: fc.constantFrom(...mileageUnits), condition: fc.constantFrom(...tradeInConditions.slice(0, 2)) }); // prettier-ignore
  const anyCar = fc.record({ trim: fc.constantFrom(null, 'gti', 'r'), modelYear: fc.nat(4), mileage: fc.nat(12), mileageUnit: fc.constantFrom(...mileageUnits), condition: fc.constantFrom(...tradeInConditions.slice(0, 2)) }); // prettier-ignore

  it('fits the car, and no other row that does says it more precisely, however the tables are ordered', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyRow, { maxLength: 8 }), { maxLength: 4 }),
        anyCar,
        (drawn, offered) => {
          const tables = drawn.map((rows, n) =>
            table(
              rows.map(({ years, mileages, ...each }, m) => ({ ...each, yearFrom: years[0], yearTo: years[1], mileageFrom: mileages[0], mileageTo: mileages[1], low: `${n}.${m}` })), // prettier-ignore
              { id: `id-${n}`, publishedAt: new Date(n % 2) },
            ),
          );
          const whole = { ...car, ...offered };
          const driven = (unit: 'KM' | 'MI') => wholeMileage(offered, unit);
          const fitting = tables
            .flatMap(({ rows }) => rows)
            .filter(
              (each) =>
                each.condition === offered.condition &&
                (each.trim === '' || each.trim.toLowerCase() === offered.trim) &&
                each.yearFrom <= offered.modelYear &&
                offered.modelYear <= each.yearTo &&
                each.mileageFrom <= driven(each.mileageUnit) &&
                driven(each.mileageUnit) <= each.mileageTo,
            );
          const band = chooseBand(tables, whole, null);
          expect(chooseBand(tables.toReversed(), whole, null)).toEqual(band);
          expect(band === null).toBe(fitting.length === 0);
          const chosen = fitting.find((each) => each.low === band?.low);
          if (!chosen) return;
          const says = (each: TradeInRow): number[] => [each.trim === '' ? 1 : 0, each.yearTo - each.yearFrom, millimetresOf({ mileage: each.mileageTo - each.mileageFrom, mileageUnit: each.mileageUnit })]; // prettier-ignore
          const isMorePrecise = (one: number[], other: number[]) => (one.map((part, n) => part - (other[n] ?? 0)).find((part) => part !== 0) ?? 0) < 0; // prettier-ignore
          expect(fitting.some((each) => isMorePrecise(says(each), says(chosen)))).toBe(false);
        },
      ),
    );
  });
});

describe('what there are bands for', () => {
  const tables = [
    table([{}, { yearFrom: 2012, yearTo: 2013 }, { model: 'Polo' }, { make: 'BMW', model: '3' }]),
  ];
  it('is told as near to the car as it can be', () => {
    expect(coverageFor(tables, { make: 'vw', model: 'GOLF' }, null)).toEqual([{ make: 'Volkswagen', model: 'Golf', yearFrom: 2012, yearTo: 2020 }]); // prettier-ignore
    expect(coverageFor(tables, { make: 'vw', model: 'Up' }, null).map(({ model }) => model)).toEqual(['Golf', 'Polo']); // prettier-ignore
    expect(coverageFor(tables, { make: 'Fiat', model: '500' }, null).map(({ make, model }) => [make, model])).toEqual([['BMW', null], ['Volkswagen', null]]); // prettier-ignore
    expect(coverageFor(tables, { make: 'vw', model: 'Golf' }, 'EUR')).toEqual([]);
  });
});
