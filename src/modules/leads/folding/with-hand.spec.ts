import type { LeadWish } from '../../../models/lead/lead-wish.js';
import type { Wanted } from './one-interest.js';
import { withHand } from './with-hand.js';

const first: LeadWish & Wanted = {
  interest: 'OTHER',
  vehicleId: null,
  make: null,
  model: null,
  contact: { email: 'ann@example.com' },
  message: null,
  consent: null,
};

describe('a lead that a further hand joins', () => {
  it('learns what it did not know, and keeps what it knew', () => {
    const hand: LeadWish & Wanted = {
      interest: 'LEASE',
      vehicleId: 'v-1',
      make: 'Toyota',
      model: 'RAV4',
      contact: { email: 'other@example.com', phone: '020 7946 0018' },
      message: 'Saturday?',
      consent: { email: true, phone: false },
    };
    const once = withHand(first, hand);
    expect(once).toEqual({ ...hand, contact: { email: 'ann@example.com', phone: '020 7946 0018' } });
    expect(withHand(once, { ...hand, interest: 'OTHER', message: 'Sunday?', contact: { phone: '1' } })).toEqual(once); // prettier-ignore
  });

  it('offers the car that was named last', () => {
    const car = (make: string) => ({ make, model: 'x', trim: null, modelYear: 2015, mileage: null, mileageUnit: null, condition: null, vin: null, band: null }); // prettier-ignore
    const once = withHand({ ...first, tradeIn: car('Seat') }, { ...first, tradeIn: car('Fiat') });
    expect(once.tradeIn.make).toBe('Fiat');
    expect(withHand(once, { ...first, tradeIn: null })).toMatchObject({ tradeIn: { make: 'Fiat' } });
  });
});
