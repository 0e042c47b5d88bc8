import fc from 'fast-check';
import { adfFaults } from '../../../../test/support/adf-grammar.js';
import { leadInterests } from '../../../models/lead/lead-wish.js';
import { tradeInConditions } from '../../../models/trade-in/trade-in.js';
import { leadMessage } from '../deliveries/lead-message.js';
import { prospectOf, type HandedLead } from './prospect-of.js';
import { writeAdf } from './write-adf.js';

const word = fc.string({ unit: 'binary', maxLength: 12 });
const maybe = fc.option(word, { nil: null });
const contact = fc.record({ firstName: word, lastName: word, email: word, phone: word }, { requiredKeys: [] }).map((said) => ({ ...said, email: 'ann@example.com' })); // prettier-ignore
const price = { price: 1, priceText: '1.00', currency: 'GBP', mileageKm: 5 };
const car = { id: 'v', trimId: null, firstSeenAt: 0, updatedAt: 0, imageUrl: null, msrpText: null, inStockSince: null, vin: null, bodyStyle: 'SUV', fuelType: 'PETROL', condition: 'USED', transmission: null, state: 'AVAILABLE', modelYear: 2024, ...price } as const; // prettier-ignore
const band = { low: '7000.00', high: '8000.00', currency: 'GBP', tableId: 't-1' };
const offered = fc.record({ make: word, model: word, trim: maybe, modelYear: fc.constant(2015), mileage: fc.option(fc.nat(), { nil: null }), mileageUnit: fc.constantFrom('KM' as const, 'MI' as const), condition: fc.option(fc.constantFrom(...tradeInConditions), { nil: null }), vin: maybe, band: fc.constantFrom(null, band) }); // prettier-ignore
const handed: fc.Arbitrary<HandedLead> = fc.record({
  lead: fc.record({
    tenantId: fc.constant('t'),
    id: fc.uuid(),
    interest: fc.constantFrom(...leadInterests),
    status: fc.constant('NEW' as const),
    contact,
    message: maybe,
    consent: fc.option(fc.record({ email: fc.boolean(), phone: fc.boolean() }), { nil: null }),
    createdAt: fc.constant(new Date('2026-07-01T08:30:00Z')),
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
    grade: fc.constantFrom('A' as const, 'D' as const),
    reasons: fc.array(fc.record({ feature: word, sentence: word, logOdds: fc.constant(1) }), { maxLength: 5 }), // prettier-ignore
    vehicleId: fc.constant(null),
    dealerId: fc.constant(null),
    make: maybe,
    model: maybe,
    tradeIn: fc.option(offered, { nil: null }),
  }),
  vehicle: fc.option(fc.record({ make: word, model: word, trim: word, stockNumber: word, colour: maybe }).map((said) => ({ ...car, ...said, dealer: { id: 'd', code: 'c', name: 'n', city: 'x', latitude: null, longitude: null } })), { nil: null }), // prettier-ignore
  dealer: fc.option(fc.record({ id: fc.uuid(), code: word, name: word, phone: maybe }), { nil: null }),
  tenant: fc.record({ name: word, timeZone: fc.constantFrom('Europe/London', 'Asia/Shanghai') }),
});
const delivery = { id: 'delivery-1', isResent: false, to: 'sales@dealer.example' };

describe('a lead in the words of ADF', () => {
  it('is valid, whoever asks for what, and tells the hour where the tenant is', () => {
    fc.assert(
      fc.property(handed, (lead) => {
        const xml = writeAdf(prospectOf(lead, delivery));
        expect(adfFaults(xml)).toEqual([]);
        const isLondon = lead.tenant.timeZone === 'Europe/London';
        expect(xml).toContain(isLondon ? '2026-07-01T09:30:00+01:00' : '2026-07-01T16:30:00+08:00');
        expect(xml).toMatch(/Marketing(: not asked| allowed by e-mail: (yes|no), by telephone: (yes|no))/);
        expect(() => void JSON.parse(leadMessage(lead, { ...delivery, type: 'lead.created', at: new Date(0), move: null }))).not.toThrow(); // prettier-ignore
      }),
      { numRuns: 300 },
    );
  });

  it('tells a car to be traded in beside the one that is wanted', () => {
    const [base] = fc.sample(handed.filter(({ vehicle }) => vehicle !== null), { numRuns: 1, seed: 3 }); // prettier-ignore
    if (!base) throw new Error('no sample');
    const trade = {
      ...base,
      lead: { ...base.lead, interest: 'TRADE_IN' as const, make: null, tradeIn: null },
    };
    const interests = (lead: HandedLead) =>
      prospectOf(lead, delivery).vehicles.map(({ interest }) => interest);
    expect(interests(trade)).toEqual(['buy', 'trade-in']);
    expect(interests({ ...trade, vehicle: null })).toEqual(['trade-in']);
    expect(prospectOf(trade, { ...delivery, isResent: true }).status).toBe('resend');
    const tradeIn = { make: 'Seat', model: 'Ibiza', trim: null, modelYear: 2015, mileage: 61_200, mileageUnit: 'MI' as const, condition: 'FAIR' as const, vin: 'VSSZZZ6JZFR000001', band }; // prettier-ignore
    const said = { interest: 'trade-in', status: 'used', year: '2015', make: 'Seat', model: 'Ibiza', vin: tradeIn.vin, odometer: { value: '61200', units: 'mi' }, condition: 'fair' }; // prettier-ignore
    for (const interest of ['LEASE', 'TRADE_IN'] as const) {
      const vehicles = prospectOf({ ...base, lead: { ...base.lead, interest, tradeIn } }, delivery).vehicles;
      expect(vehicles).toHaveLength(2);
      expect(vehicles[1]).toMatchObject(said);
      expect(vehicles[1]?.comments).toContain('7000.00 to 8000.00 GBP');
    }
  });
});
