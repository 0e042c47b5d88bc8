import fc from 'fast-check';
import { carInStock, idOf, variedStock } from '../../../../test/factories/showroom.js';
import { substitutesFor } from './substitutes-for.js';

const dealer = (name: string, latitude: number | null, longitude: number | null = latitude && 0) => ({ id: idOf(name), code: name, name, city: name, latitude, longitude }); // prettier-ignore
const home = dealer('HOME', 51.5);
const near = dealer('NEAR', 51.68);
const far = dealer('FAR', 55);
const wanted = carInStock('wanted', { dealer: home, state: 'SOLD' });

describe('substitutes of a car', () => {
  it('are the same trim nearby before the same trim far away, the model, and its like', () => {
    const stock = [
      carInStock('other body', { dealer: near, make: 'Kia', model: 'Ceed', bodyStyle: 'HATCHBACK' }),
      carInStock('like it', { dealer: near, make: 'Kia', model: 'Sportage', trim: 'GT' }),
      carInStock('too dear', { dealer: near, make: 'BMW', model: 'X5', trim: '', price: 60_000 }),
      carInStock('model', { dealer: near, trim: 'Icon' }),
      carInStock('far', { dealer: far }),
      carInStock('near', { dealer: near }),
      carInStock('in other money', { dealer: near, currency: 'EUR' }),
    ];
    const found = substitutesFor(wanted, stock, 10);
    expect(found.map(({ unit }) => unit.stockNumber)).toEqual(['near', 'far', 'model', 'like it']);
    expect(found[0]).toMatchObject({ reasons: ['SAME_TRIM', 'SAME_MODEL', 'SAME_YEAR', 'SIMILAR_PRICE', 'NEARBY'] }); // prettier-ignore
    expect(found[0]?.distanceKm).toBeCloseTo(20, 0);
    expect(found[3]?.reasons).toEqual(['SAME_BODY_STYLE', 'SAME_YEAR', 'SIMILAR_PRICE', 'NEARBY']);
  });

  it('say that one is cheaper, or stands at the same dealer, and know no way without a place', () => {
    const [found] = substitutesFor(wanted, [carInStock('A', { dealer: home, price: 25_000, modelYear: 2020 })], 1); // prettier-ignore
    expect(found).toMatchObject({ distanceKm: 0, reasons: ['SAME_TRIM', 'SAME_MODEL', 'CHEAPER', 'SAME_DEALER'] }); // prettier-ignore
    expect(substitutesFor(wanted, [carInStock('B', { dealer: dealer('NOWHERE', null) })], 1)).toMatchObject([{ distanceKm: null }]); // prettier-ignore
  });

  it('are never the car itself, never more than asked for, and ranked the same whatever order the stock has', () => {
    const stock = variedStock(300);
    fc.assert(
      fc.property(fc.nat(299), fc.integer({ min: 1, max: 20 }), fc.integer(), (at, limit, seed) => {
        const asked = stock[at] ?? wanted;
        const found = substitutesFor(asked, stock, limit);
        const shuffled = stock.toSorted((a, b) => ((a.price * seed) % 977) - ((b.price * seed) % 977));
        expect(found.length).toBeLessThanOrEqual(limit);
        expect(found.some(({ unit }) => unit.id === asked.id)).toBe(false);
        expect(found.every(({ reasons }) => reasons.length > 0)).toBe(true);
        expect(substitutesFor(asked, shuffled, limit)).toEqual(found);
      }),
      { numRuns: 50 },
    );
  });
});
