import fc from 'fast-check';
import type { LeadWish } from '../../../models/lead/lead-wish.js';
import type { Wanted } from './one-interest.js';
import { inWordsOf, lastWordOf, withHand } from './with-hand.js';

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
  it('learns what it did not know, keeps what it knew they want, and takes the last word on reaching them', () => {
    const hand: LeadWish & Wanted = {
      interest: 'LEASE',
      vehicleId: 'v-1',
      make: 'Toyota',
      model: 'RAV4',
      contact: { email: 'ann@work.example', phone: '020 7946 0018' },
      message: 'Saturday?',
      consent: { email: true, phone: false },
    };
    const once = withHand(first, hand);
    expect(once).toEqual(hand);
    const later = { ...hand, interest: 'OTHER' as const, message: 'Sunday?', contact: { phone: '020 7946 0099' }, consent: { email: false, phone: false } }; // prettier-ignore
    expect(withHand(once, later)).toEqual({ ...once, contact: { email: 'ann@work.example', phone: '020 7946 0099' }, consent: later.consent }); // prettier-ignore
    expect(withHand(once, { ...later, consent: null }).consent).toEqual(hand.consent);
  });
});

describe('what was said last', () => {
  it('counts, in whichever order it came', () => {
    const hands = [1, 2, 3, 4].map((day) => ({ contact: { phone: `p-${day}`, ...(day === 2 ? { firstName: 'Ann' } : {}) }, consent: day === 4 ? null : { email: day === 3, phone: false }, tradeIn: null, occurredAt: day === 1 ? null : new Date(day) })); // prettier-ignore
    fc.assert(
      fc.property(fc.shuffledSubarray(hands, { minLength: 4 }), (come) => {
        expect(lastWordOf(come)).toEqual({ contact: { firstName: 'Ann', phone: 'p-4' }, consent: { email: true, phone: false }, tradeIn: null }); // prettier-ignore
      }),
    );
  });
});

describe('a lead in the words of one hand', () => {
  const lead = { ...first, contact: { firstName: 'Ann', email: 'ann@example.com', phone: '020 7946 0099' }, consent: { email: false, phone: false } }; // prettier-ignore

  it('is what the hand says, filled up by the lead, with what they allowed last', () => {
    const hand = {
      ...first,
      interest: 'LEASE' as const,
      message: 'Saturday?',
      consent: { email: true, phone: true },
    };
    const told = { ...lead, interest: 'LEASE', message: 'Saturday?' };
    expect(inWordsOf(lead, hand)).toEqual(told);
    expect(inWordsOf({ ...lead, interest: 'LEASE' }, { ...hand, interest: 'OTHER' }).interest).toBe('LEASE');
  });

  it('never joins the words of one person to the address of another', () => {
    const contact = { firstName: 'Bob', phone: '020 7946 0018' };
    expect(inWordsOf(lead, { ...first, contact })).toMatchObject({ contact, consent: null });
    expect(inWordsOf(lead, { ...first, contact }).contact).toEqual(contact);
  });

  it('offers the car that was named last', () => {
    const car = (make: string) => ({ make, model: 'x', trim: null, modelYear: 2015, mileage: null, mileageUnit: null, condition: null, vin: null, band: null }); // prettier-ignore
    const once = withHand({ ...first, tradeIn: car('Seat') }, { ...first, tradeIn: car('Fiat') });
    expect(once.tradeIn.make).toBe('Fiat');
    expect(withHand(once, { ...first, tradeIn: null })).toMatchObject({ tradeIn: { make: 'Fiat' } });
  });
});
