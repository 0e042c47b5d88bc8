import fc from 'fast-check';
import { distanceKm } from '../../../models/distance.js';
import type { DealerPlace, VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';
import { facetsOf } from './facets-of.js';
import { fitOf } from './fit.js';
import { searchStock } from './search-stock.js';
import {
  stockOrders,
  type ListPlace,
  type StockOrder,
  type StockQuery,
  type WithinReach,
} from './stock-query.js';
import { attributes, StockTable, type Attribute } from './stock-table.js';
import { wordsOf } from './words.js';

const dealer = (n: number, latitude: number | null, longitude: number | null, city: string): DealerPlace => ({
  id: `d-${n}`,
  code: `D${n}`,
  name: `Motors ${n}`,
  city,
  latitude,
  longitude,
});
const dealers = [
  dealer(1, 51.5, -0.1, 'London'),
  dealer(2, 48.9, 2.3, 'Paris'),
  dealer(3, null, null, 'Zürich'),
];

const car: fc.Arbitrary<VehicleInStock> = fc.record({
  id: fc.tuple(fc.constantFrom('0a', '9b', 'fc'), fc.constantFrom('01', '02', 'ff')).map(([head, tail]) => `000000${head}-0000-4000-8000-0000000000${tail}`), // prettier-ignore

  stockNumber: fc.constantFrom('S1', 'S2', 'S3'),
  vin: fc.constantFrom(null, '1M8GDM9AXKP042788'),
  dealer: fc.constantFrom(...dealers),
  trimId: fc.constant(null),
  msrpText: fc.constantFrom(null, '20000.00', '40000.00'),
  inStockSince: fc.constant(null),
  make: fc.constantFrom('Toyota', 'Ford', 'Škoda'),
  model: fc.constantFrom('RAV4', 'F-150', 'Octavia'),
  trim: fc.constantFrom('', 'Hybrid AWD', 'Long Range'),
  modelYear: fc.integer({ min: 2020, max: 2022 }),
  bodyStyle: fc.constantFrom('SUV', 'PICKUP'),
  fuelType: fc.constantFrom('PETROL', 'HYBRID'),
  condition: fc.constantFrom('NEW', 'USED'),
  price: fc.constantFrom(10_000, 20_000.5, 30_000),
  priceText: fc.constant('20000.00'),
  currency: fc.constant('GBP'),
  mileageKm: fc.constantFrom(0, 5_000, 80_000),
  transmission: fc.constantFrom(null, 'MANUAL' as const),
  colour: fc.constantFrom(null, 'Red', 'Métallic Blue'),
  imageUrl: fc.constant(null),
  state: fc.constantFrom('AVAILABLE', 'SOLD'),
  firstSeenAt: fc.integer({ min: 0, max: 3 }),
  updatedAt: fc.constant(0),
});

/** Asked for now and then: where all is asked for at once, nothing is found. */
const maybe = <T>(asked: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: asked });
const some = <T>(...values: T[]) => maybe(fc.subarray(values));
const range = (...ends: number[]) =>
  maybe(fc.record({ from: maybe(fc.constantFrom(...ends)), to: maybe(fc.constantFrom(...ends)) }));
/** Of each kind of car another price is within reach; of those of 2020 none. */
const withinReach = (most: number): WithinReach => ({ make, model, trim, modelYear }) => {
  const reach = modelYear === 2020 ? 0 : most + 1_000 * (make.length + model.length + trim.length);
  return (price, listPrice) => price <= reach && listPrice <= reach + 9_000;
}; // prettier-ignore
const query: fc.Arbitrary<StockQuery> = fc.record({
  among: fc.record({
    make: some('toyota', 'FORD', 'Nobody'),
    model: some('rav4', 'Octavia'),
    bodyStyle: some('SUV'),
    transmission: some('MANUAL'),
    dealer: some('d-1', 'd-3'),
    state: some('AVAILABLE'),
    modelYear: some('2021'),
  }),
  ranges: fc.record({ price: range(15_000, 20_000.5), mileageKm: range(5_000), modelYear: range(2021) }),
  text: maybe(fc.constantFrom('rav', 'skoda oct', 'f150', 'F-150 red', 'zurich', 's2', '1m8gdm9axkp042788', '?')),
  withinReach: maybe(fc.constantFrom(15_000, 25_000).map((most) => withinReach(most))),
  near: fc.constantFrom(undefined, { latitude: 51, longitude: 0 }, { latitude: 51, longitude: 0, withinKm: 200 }),
}); // prettier-ignore

const valueOf: Record<Attribute, (unit: VehicleInStock) => string> = {
  make: ({ make }) => make,
  model: ({ model }) => model,
  trim: ({ trim }) => trim,
  modelYear: ({ modelYear }) => String(modelYear),
  bodyStyle: ({ bodyStyle }) => bodyStyle,
  fuelType: ({ fuelType }) => fuelType,
  condition: ({ condition }) => condition,
  transmission: ({ transmission }) => transmission ?? '',
  colour: ({ colour }) => colour ?? '',
  dealer: (unit) => unit.dealer.id,
  state: ({ state }) => state,
};

function distance(unit: VehicleInStock, near: StockQuery['near']): number {
  const { latitude, longitude } = unit.dealer;
  return near && latitude !== null && longitude !== null
    ? distanceKm(near, { latitude, longitude })
    : Infinity;
}

/** Said again, the slow and plain way. @param but what is not asked */
function fits(
  unit: VehicleInStock,
  { among = {}, ranges = {}, text, near, withinReach: reach }: StockQuery,
  but = '',
): boolean {
  const words = wordsOf(
    [unit.make, unit.model, unit.model.replace('-', ''), unit.trim, unit.modelYear, unit.bodyStyle, unit.fuelType, unit.colour ?? '', unit.transmission ?? '', unit.dealer.name, unit.dealer.city].join(' '), // prettier-ignore
  );
  const asked = text === undefined ? [] : wordsOf(text);
  const isNumber = [unit.stockNumber, unit.vin].includes((text ?? '').toUpperCase());
  const isCalled = asked.length > 0 && asked.every((word) => words.some((own) => own.startsWith(word)));
  return (
    attributes.every((name) => {
      const wanted = name === but ? undefined : among[name];
      return !wanted || wanted.some((value) => value.toLowerCase() === valueOf[name](unit).toLowerCase());
    }) &&
    (['price', 'mileageKm', 'modelYear'] as const).every((name) => {
      const { from = -Infinity, to = Infinity } = (name === but ? undefined : ranges[name]) ?? {};
      return unit[name] >= from && unit[name] <= to;
    }) &&
    distance(unit, near) <= (near?.withinKm ?? Infinity) &&
    (!reach ||
      reach(unit)(
        unit.price,
        Number(unit.condition === 'NEW' && unit.msrpText ? unit.msrpText : unit.priceText),
      )) &&
    (text === undefined || isCalled || isNumber)
  );
}

const orders: readonly StockOrder[] = [
  'PRICE_ASC',
  'PRICE_DESC',
  'NEWEST',
  'MILEAGE_ASC',
  'YEAR_DESC',
  'NEAREST',
];
const cars = fc.array(car, { maxLength: 40 });
/** A car told again is as it was told last. */
function tableOf(told: readonly VehicleInStock[]): { table: StockTable; stock: VehicleInStock[] } {
  const table = new StockTable();
  for (const unit of told) table.put(unit);
  return { table, stock: [...new Map(told.map((unit) => [unit.id, unit])).values()] };
}

describe('a search through the stock', () => {
  it('finds what a plain look at every car finds, page by page, in order', () => {
    fc.assert(
      fc.property(cars, query, fc.constantFrom(...orders), fc.integer({ min: 1, max: 4 }), (told, asked, order, most) => {
        const { table, stock } = tableOf(told);
        const { by, isDown } = stockOrders[order];
        const keyOf = (unit: VehicleInStock) => (by === 'distance' ? distance(unit, asked.near) : unit[by]);
        const expected = stock
          .filter((unit) => fits(unit, asked))
          .sort((one, other) => {
            const [first, second] = isDown ? [keyOf(other), keyOf(one)] : [keyOf(one), keyOf(other)];
            return first === second ? (one.id < other.id ? -1 : 1) : first < second ? -1 : 1;
          });
        const seen: VehicleInStock[] = [];
        for (let after: ListPlace | null = null; ; ) {
          const { found, total } = searchStock(table, asked, order, most, after);
          expect(total).toBe(expected.length);
          seen.push(...found.map(({ unit }) => unit));
          const last = found.at(-1);
          if (!last || found.length < most) break;
          after = last;
        }
        expect(seen).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  }); // prettier-ignore

  it('counts for each thing what would be found if nothing were asked of it', () => {
    fc.assert(
      fc.property(cars, query, (told, asked) => {
        const { table, stock } = tableOf(told);
        const { values, price } = facetsOf(table, fitOf(table, asked));
        for (const name of attributes) {
          const counts = new Map<string, number>();
          for (const unit of stock)
            if (fits(unit, asked, name)) {
              const value = valueOf[name](unit);
              if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
            }
          expect(new Map(values[name].map(({ value, count }) => [value, count]))).toEqual(counts);
        }
        const prices = stock.filter((unit) => fits(unit, asked, 'price')).map((unit) => unit.price);
        expect(price).toEqual(prices.length === 0 ? null : { from: Math.min(...prices), to: Math.max(...prices) }); // prettier-ignore
      }),
      { numRuns: 400 },
    );
  });

  it('tells the most frequent first, then by name', () => {
    const { table } = tableOf([]);
    const [toyota] = fc.sample(car, 1);
    if (!toyota) throw new Error('no car');
    for (const [n, make] of ['Ford', 'Audi', 'Toyota', 'Toyota'].entries())
      table.put({ ...toyota, id: String(n), make });
    expect(facetsOf(table, fitOf(table, {})).values.make).toEqual([
      { value: 'Toyota', count: 2 },
      { value: 'Audi', count: 1 },
      { value: 'Ford', count: 1 },
    ]);
  });
});
