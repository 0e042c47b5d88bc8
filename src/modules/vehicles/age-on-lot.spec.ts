import { daysInStock } from './age-on-lot.js';

describe('the age of a car on the lot', () => {
  const now = Date.parse('2026-11-26T01:00:00Z');
  it('counts days since its feed says, else since it came', () => {
    expect(daysInStock('2026-11-02', now, now)).toBe(24);
    expect(daysInStock(null, Date.parse('2026-11-25T23:00:00Z'), now)).toBe(1);
    expect(daysInStock(null, now, now)).toBe(0);
  });
  it('is never below zero', () => expect(daysInStock('2026-11-27', now, now)).toBe(0));
});
