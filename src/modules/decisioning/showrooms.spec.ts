import { carInStock, liveCampaign, showroomOf, variedStock } from '../../../test/factories/showroom.js';
import fc from 'fast-check';
import { countSet, isSet, shelve } from './showroom.js';
import { coveragesOf } from './showrooms.js';

describe('a showroom', () => {
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
    const shelves = shelve([fresh, ...stock.slice(1, 99)]);
    tests = 0;
    const after = coveragesOf([kept], shelves, before);
    expect(tests).toBe(1);
    const coverage = after.get(kept) ?? new Uint32Array();
    shelves.units.forEach((unit, place) => expect(isSet(coverage, place)).toBe(unit.make === 'Make 1'));
    expect(countSet(coverage)).toBe(shelves.units.filter(({ make }) => make === 'Make 1').length);
    tests = 0;
    coveragesOf([kept, added], before.shelves, before);
    expect(tests).toBe(100);
  });

  it('asks once what campaigns of one scope cover, and shares it', () => {
    let tests = 0;
    const covers = () => ++tests > 0;
    const campaigns = Array.from({ length: 5 }, (_, n) => liveCampaign(`C${n}`, { covers }));
    const showroom = showroomOf(variedStock(100), campaigns);
    expect(tests).toBe(100);
    expect(new Set(showroom.coverages.values()).size).toBe(1);
    const shelves = shelve([...variedStock(100), carInStock('New')], showroom.shelves);
    coveragesOf(campaigns, shelves, { ...showroom });
    // Those of `variedStock` are made anew here, so all are other cars than before.
    expect(tests).toBe(201);
  });

  it('is laid out over what it was as it would be laid out anew', () => {
    const cars = variedStock(60);
    const some = fc.subarray(cars);
    // Prices and days of which many are equal, so that ties are decided too.
    const fresh = fc.array(fc.record({ price: fc.constantFrom(9_000, 12_000, 15_000), firstSeenAt: fc.constantFrom(1, 2, 3) }), { maxLength: 5 }); // prettier-ignore
    fc.assert(
      fc.property(some, some, fresh, (before, after, added) => {
        const units = [...after, ...added.map((facts, n) => carInStock(`New ${n}`, facts))];
        expect(shelve(units, shelve(before))).toEqual(shelve(units));
      }),
    );
  });

  it('keeps its shelves in order', () => {
    const shelves = shelve(variedStock(200));
    for (const places of shelves.byBodyStyle.values()) {
      const prices = places.map((place) => shelves.units[place]?.price ?? 0);
      expect(prices).toEqual([...prices].sort((a, b) => a - b));
    }
    expect(shelves.units[shelves.newest[0] ?? -1]?.stockNumber).toBe('S-199');
  });
});
