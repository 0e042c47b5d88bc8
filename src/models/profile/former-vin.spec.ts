import { formerCarIn, formerVin } from './former-vin.js';

describe('a former car', () => {
  const car = { vin: 'WVWZZZ1KZAW000001', until: Date.parse('2026-11-22T09:00:00.001Z') };

  it('is written with its end, and read again', () => {
    expect(formerVin(car)).toBe('WVWZZZ1KZAW000001 until 2026-11-22T09:00:00.001Z');
    expect(formerCarIn(formerVin(car))).toEqual(car);
  });

  it('is none without an end', () => {
    expect(formerCarIn(car.vin)).toBeNull();
    expect(formerCarIn(`${car.vin} until soon`)).toBeNull();
  });
});
