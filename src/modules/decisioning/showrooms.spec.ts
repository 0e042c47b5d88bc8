import fc from 'fast-check';
import {
  carInStock,
  liveCampaign,
  showroomOf,
  stockOf,
  variedStock,
} from '../../../test/factories/showroom.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import { countSet, isSet, shelve, type Shelves } from './showroom.js';
import { coveragesOf } from './showrooms.js';

/** A car that changes in every way that moves it on the shelves, and in its state. */
const change = fc.record({
  car: fc.nat(19),
  price: fc.integer({ min: 1, max: 4 }).map((thousands) => thousands * 1_000),
  model: fc.constantFrom('A', 'B'),
  bodyStyle: fc.constantFrom('SUV' as const, 'SEDAN' as const, 'OTHER' as const),
  state: fc.constantFrom('AVAILABLE' as const, 'AVAILABLE' as const, 'RESERVED' as const, 'SOLD' as const),
  firstSeenAt: fc.nat(3),
});

/** All that is read of shelves, for comparison. */
function read(shelves: Shelves) {
  const { units, count, byModel, byBodyStyle, newest, prices, placeOf } = shelves;
  const offered = units.filter((_, place) => isSet(shelves.offered, place));
  return {
    offered: offered.map(({ id }) => id),
    count,
    places: units.map(({ id }) => placeOf(id)),
    byModel: [...byModel].sort(),
    byBodyStyle: [...byBodyStyle],
    newest,
    prices: [...newest].map((place) => prices[place]),
    facts: [...newest].map((place) => shelves.facts[place]),
  };
}

describe('a showroom', () => {
  it('is after any changes of the stock as if it were laid out anew, and those before it stay as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 8 }), { minLength: 1, maxLength: 8 }), (batches) => {
        const cars = new Map<number, VehicleInStock>();
        const stock = () => stockOf([...cars.values()]);
        const campaigns = ['A', 'B'].map((wanted) => liveCampaign(wanted, { covers: ({ model, price = 0 }) => model === wanted && price < 4_000 })); // prettier-ignore
        let showroom = showroomOf([], campaigns);
        let shelves = shelve(stock());
        for (const batch of batches) {
          for (const { car, ...facts } of batch) cars.set(car, carInStock(`S-${car}`, facts));
          const before = read(shelves);
          const after = shelve(stock(), shelves);
          expect(read(shelves)).toEqual(before);
          expect(read(after)).toEqual(read(shelve(stock())));
          const coverages = coveragesOf(campaigns, after, { ...showroom, shelves });
          for (const campaign of campaigns)
            for (const [place, unit] of after.units.entries())
              if (isSet(after.offered, place))
                expect(isSet(coverages.get(campaign) ?? new Uint32Array(), place)).toBe(campaign.covers(unit)); // prettier-ignore
          showroom = { ...showroom, shelves: after, coverages };
          shelves = after;
        }
      }),
    );
  });

  it('tests again only the cars and campaigns that changed', () => {
    let tests = 0;
    const counting = (name: string) =>
      liveCampaign(name, {
        covers: ({ make }) => {
          tests++;
          return make === 'Make 1';
        },
      });
    const [kept, added] = [counting('Kept'), counting('Added')];
    const stock = variedStock(100);
    const before = showroomOf(stock, [kept]);
    expect(tests).toBe(100);
    const fresh = carInStock('New', { make: 'Make 1' });
    const sold = stock.map((unit, place) => (place === 7 ? { ...unit, state: 'SOLD' as const } : unit));
    const shelves = shelve(stockOf([...sold, fresh]), before.shelves);
    tests = 0;
    const after = coveragesOf([kept], shelves, before);
    expect(tests).toBe(1);
    const coverage = after.get(kept) ?? new Uint32Array();
    const offered = shelves.units.filter((_, place) => isSet(shelves.offered, place));
    expect(offered).toHaveLength(100);
    shelves.units.forEach((unit, place) => {
      if (place !== 7) expect(isSet(coverage, place)).toBe(unit.make === 'Make 1');
    });
    tests = 0;
    coveragesOf([kept, added], before.shelves, before);
    expect(tests).toBe(100);
  });

  it('keeps its shelves in order', () => {
    const shelves = shelve(stockOf(variedStock(200)));
    for (const places of shelves.byBodyStyle.values()) {
      const prices = places.map((place) => shelves.units[place]?.price ?? 0);
      expect(prices).toEqual([...prices].sort((a, b) => a - b));
    }
    expect(shelves.units[shelves.newest[0] ?? -1]?.stockNumber).toBe('S-199');
    expect(countSet(shelves.offered)).toBe(200);
  });
});
