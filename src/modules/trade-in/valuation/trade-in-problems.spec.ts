import type { OfferedCar } from '../../../models/trade-in/trade-in.js';
import { tradeInProblems } from './trade-in-problems.js';

const car: OfferedCar = { make: 'Seat', model: 'Ibiza', trim: null, modelYear: 2015, mileage: 80_000, mileageUnit: 'KM', condition: 'GOOD', vin: 'VSSZZZ6JZFR000001' }; // prettier-ignore
const now = Date.parse('2026-11-27T00:00:00Z');
const paths = (change: Partial<OfferedCar>) => tradeInProblems({ ...car, ...change }, now).map(({ path }) => path); // prettier-ignore

describe('a car that is offered', () => {
  it('has nothing wrong with it, also where less is said', () => {
    expect(paths({})).toEqual([]);
    expect(paths({ mileage: null, mileageUnit: null, condition: null, vin: null, modelYear: 2028 })).toEqual([]); // prettier-ignore
  });

  it('is told everything that is wrong at once, and no value', () => {
    const wrong = { make: '', model: 'x'.repeat(101), trim: '', modelYear: 2029, mileage: -1, mileageUnit: null, vin: 'SECRETVIN' }; // prettier-ignore
    expect(paths(wrong)).toEqual(['make', 'model', 'trim', 'modelYear', 'mileage', 'mileageUnit', 'vin']);
    expect(JSON.stringify(tradeInProblems({ ...car, ...wrong }, now))).not.toContain('SECRETVIN');
  });
});
