import { carInStock, liveCampaign, showroomOf, variedStock } from '../../../test/factories/showroom.js';
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

  it('keeps its shelves in order', () => {
    const shelves = shelve(variedStock(200));
    for (const places of shelves.byBodyStyle.values()) {
      const prices = places.map((place) => shelves.units[place]?.price ?? 0);
      expect(prices).toEqual([...prices].sort((a, b) => a - b));
    }
    expect(shelves.units[shelves.newest[0] ?? -1]?.stockNumber).toBe('S-199');
  });
});
