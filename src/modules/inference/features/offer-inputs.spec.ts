import { offerWatch, readOffer, type WatchedOffer } from './offer-inputs.js';

const at = Date.parse('2026-11-22T09:00:00Z');
const car = { vehicleId: 'c-1', make: 'Kia', model: 'EV6', bodyStyle: 'SUV', fuelType: 'ELECTRIC', price: 40_000, modelYear: 2024 } as const; // prettier-ignore
const offer = (changes: Partial<WatchedOffer> = {}): WatchedOffer => ({
  candidate: { vehicle: car, creative: { creativeId: 'k', angle: 'PRICE' } },
  recent: [],
  context: { placement: 'home', at },
  ...changes,
});
const read = (changes?: Partial<WatchedOffer>) => {
  const values = readOffer(offer(changes));
  return Object.fromEntries(offerWatch.map(({ name, categories }, place) => {
    const value = values[place] ?? null;
    return [name, categories && value !== null ? categories[value] : value];
  }));
}; // prettier-ignore

describe('what is watched of an offer', () => {
  it('is in units that people read, and says what is not known', () => {
    expect(read()).toMatchObject({ bodyStyle: 'SUV', fuelType: 'ELECTRIC', condition: null, price: 40_000, age: 2, mileage: null, angle: 'PRICE', hour: '8 to 12 h' }); // prettier-ignore
    expect(read()).toMatchObject({ touchesKnown: 0, newest: null, bodyShare: 0, metBefore: 0 });
  });

  it('has the shares of taste that the model is given', () => {
    const other = { ...car, vehicleId: 'c-2', model: 'EV3', fuelType: 'PETROL' } as const;
    const recent = [car, other].map((vehicle, n) => ({ type: 'VEHICLE_VIEWED' as const, at: at - n * 86_400_000, vehicle })); // prettier-ignore
    const values = read({ recent });
    expect(values).toMatchObject({ touchesKnown: 2, newest: 0, makeShare: 1, bodyShare: 1, metBefore: 1 });
    expect(values['modelShare']).toBeGreaterThan(0.4);
    expect(values['modelShare']).toBeLessThan(0.7);
    expect(values['modelShare']).toBe(values['fuelShare']);
  });

  it('is an entry of its own for each name', () => {
    expect(new Set(offerWatch.map(({ name }) => name)).size).toBe(offerWatch.length);
  });
});
