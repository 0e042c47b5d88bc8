import fc from 'fast-check';
import { bodyStyles, fuelTypes, type VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import { eventTypes } from '../../models/event/event-type.js';
import { gradeOf } from './grade.js';
import { baselineLead, baselineLeadLogOdds } from './lead-baseline.js';
import { toProbability } from './log-odds.js';
import { baselineOffers } from './offer-baseline.js';

const now = Date.UTC(2026, 10, 22);
const day = 86_400_000;
const vehicles = fc.record(
  {
    make: fc.constantFrom('Kia', 'Ford'),
    bodyStyle: fc.constantFrom(...bodyStyles),
    fuelType: fc.constantFrom(...fuelTypes),
    price: fc.double({ min: 0, max: 1e6, noNaN: true }),
    modelYear: fc.integer({ min: 1900, max: 2100 }),
  },
  { requiredKeys: [] },
);
const touches = fc.record({
  type: fc.constantFrom(...eventTypes),
  at: fc.integer({ min: now - 400 * day, max: now + day }),
  vehicle: vehicles,
});
const score = (recent: { type: (typeof eventTypes)[number]; at: number; vehicle: VehicleFacts }[], vehicle: VehicleFacts) =>
  baselineOffers({
    recent,
    candidates: [{ vehicle, creative: { creativeId: 'c', angle: 'PRICE' } }],
    context: { placement: 'home-hero', at: now },
  }).map(({ click, lead }) => ({ click, lead }))[0] ?? { click: NaN, lead: NaN }; // prettier-ignore

describe('baseline-popularity', () => {
  it('gives probabilities, and a lead never likelier than its click', () => {
    fc.assert(
      fc.property(fc.array(touches, { maxLength: 20 }), vehicles, (recent, vehicle) => {
        const { click, lead } = score(recent, vehicle);
        expect(click).toBeGreaterThan(0.005);
        expect(click).toBeLessThan(0.25);
        expect(lead).toBeGreaterThan(0);
        expect(lead).toBeLessThan(click);
      }),
    );
  });

  it('prefers what the viewer looked at, the more the fresher and the stronger the touch', () => {
    const suv: VehicleFacts = { make: 'Kia', bodyStyle: 'SUV', fuelType: 'HYBRID', price: 30_000 };
    const after = (type: 'VEHICLE_VIEWED' | 'TEST_DRIVE_BOOKED', days: number) =>
      score([{ type, at: now - days * day, vehicle: suv }], suv).click;
    expect(after('VEHICLE_VIEWED', 1)).toBeGreaterThan(score([], suv).click);
    expect(after('VEHICLE_VIEWED', 1)).toBeGreaterThan(after('VEHICLE_VIEWED', 30));
    expect(after('TEST_DRIVE_BOOKED', 1)).toBeGreaterThan(after('VEHICLE_VIEWED', 1));
  });
});

describe('baseline-rules', () => {
  const lead = (...types: (typeof eventTypes)[number][]) =>
    baselineLead(
      {
        profileId: 'p',
        traits: {},
        events: types.map((type, seq) => ({ type, name: '', at: now - day, seq, vehicle: null })),
      },
      now,
    );
  const chance = (...types: (typeof eventTypes)[number][]) =>
    toProbability(lead(...types).reduce((sum, { logOdds }) => sum + logOdds, baselineLeadLogOdds));

  it('puts a test drive above a page full of views', () => {
    expect(chance()).toBeCloseTo(0.07, 2);
    expect(chance('TEST_DRIVE_TAKEN')).toBeGreaterThan(
      chance(...Array<'VEHICLE_VIEWED'>(50).fill('VEHICLE_VIEWED')),
    );
    expect(gradeOf(chance('TEST_DRIVE_TAKEN', 'SHOWROOM_VISITED', 'PAYMENT_ESTIMATED'))).toBe('A');
  });

  it('says why in words', () => {
    expect(lead('SHOWROOM_VISITED', 'SHOWROOM_VISITED').map(({ sentence }) => sentence)).toEqual([
      'Visited the showroom 2 times in the last 30 days',
    ]);
  });
});

describe('gradeOf', () => {
  it.each([
    [1, 'A'],
    [0.3, 'A'],
    [0.299, 'B'],
    [0.15, 'B'],
    [0.05, 'C'],
    [0.0499, 'D'],
    [0, 'D'],
  ])('grades %d as %s', (probability, grade) => expect(gradeOf(probability)).toBe(grade));
});
