import fc from 'fast-check';
import { discountUntil, isFor, priceAfter, takenOff } from './discount.js';

const rules = (more: { percent?: string; amount?: string; models?: { make: string; model: string }[] }) => ({ percent: null, amount: null, validDays: 30, models: [], ...more }); // prettier-ignore
const ev6 = { make: 'Kia', model: 'EV6' };

describe('discounts', () => {
  it('hold as many days as the programme says from when the car was back', () => {
    expect(discountUntil(rules({}), new Date('2026-11-01T10:00:00Z')).toISOString()).toBe('2026-12-01T10:00:00.000Z'); // prettier-ignore
  });

  it('are for the model driven, or for the models they name instead', () => {
    expect(isFor(rules({}), ev6, { make: 'KIA', model: 'ev 6' })).toBe(true);
    expect(isFor(rules({}), ev6, { make: 'Kia', model: 'EV9' })).toBe(false);
    expect(isFor(rules({ models: [{ make: 'Kia', model: 'EV9' }] }), ev6, { make: 'Kia', model: 'EV9' })).toBe(true); // prettier-ignore
  });

  it('are a share rounded half up, or an amount of the same currency', () => {
    expect(takenOff(rules({ percent: '2.5' }), 'GBP', { amount: '20.20', currency: 'GBP' })).toBe('0.51');
    expect(takenOff(rules({ percent: '2.5' }), 'GBP', { amount: '1234', currency: 'JPY' })).toBe('31');
    expect(takenOff(rules({ amount: '500.00' }), 'GBP', { amount: '20000.00', currency: 'GBP' })).toBe('500.00'); // prettier-ignore
    expect(takenOff(rules({ amount: '500.00' }), 'GBP', { amount: '20000.00', currency: 'EUR' })).toBeNull();
    expect(priceAfter({ amount: '20000.00', currency: 'GBP' }, '500.00')).toBe('19500.00');
  });

  it('never take off more than the price, nor lose a penny', () => {
    const pence = fc.bigInt({ min: 0n, max: 10_000_000_00n });
    const text = (amount: bigint) => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;
    const share = fc.integer({ min: 1, max: 10_000 }).map((hundredths) => ({ percent: text(BigInt(hundredths)) })); // prettier-ignore
    const amount = pence.map((each) => ({ amount: text(each) }));
    fc.assert(
      fc.property(pence, fc.oneof(share, amount), (price, more) => {
        const of = { amount: text(price), currency: 'GBP' };
        const off = takenOff(rules(more), 'GBP', of) ?? '';
        const [taken, left] = [off, priceAfter(of, off)].map((each) => BigInt(each.replace('.', '')));
        expect((taken ?? 0n) + (left ?? 0n)).toBe(price);
        expect((taken ?? -1n) >= 0n && (left ?? -1n) >= 0n).toBe(true);
      }),
    );
  });
});
