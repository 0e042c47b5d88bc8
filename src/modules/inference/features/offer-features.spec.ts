import fc from 'fast-check';
import { recentVehiclesKept, type RecentVehicle } from '../../../models/decision/viewer-state.js';
import { eventTypes } from '../../../models/event/event-type.js';
import { creativeAngles, type OfferScoringRequest } from '../../../models/prediction/scores.js';
import {
  bodyStyles,
  conditions,
  fuelTypes,
  type VehicleFacts,
} from '../../../models/vehicle/vehicle-facts.js';
import { Slate } from '../paper.js';
import { encodeOffers, offerInputs } from './offer-features.js';

const now = Date.parse('2026-11-20T09:00:00Z');
const suv: VehicleFacts = {
  make: 'Kia',
  model: 'Sportage',
  bodyStyle: 'SUV',
  fuelType: 'HYBRID',
  price: 31_000,
};
const facts: fc.Arbitrary<VehicleFacts> = fc.record(
  {
    make: fc.constantFrom('Ford', 'Kia', 'BMW', 'Renault'),
    model: fc.string({ maxLength: 5 }),
    modelYear: fc.integer({ min: 1990, max: 2028 }),
    bodyStyle: fc.constantFrom(...bodyStyles),
    fuelType: fc.constantFrom(...fuelTypes),
    condition: fc.constantFrom(...conditions),
    price: fc.integer({ min: 0, max: 300_000 }),
    mileageKm: fc.integer({ min: 0, max: 400_000 }),
  },
  { requiredKeys: [] },
);
const recentVehicle: fc.Arbitrary<RecentVehicle> = fc.record({
  type: fc.constantFrom(...eventTypes),
  at: fc.integer({ min: now - 90 * 86_400_000, max: now + 1_000 }),
  vehicle: facts,
});
const requests: fc.Arbitrary<OfferScoringRequest> = fc.record({
  recent: fc.array(recentVehicle, { maxLength: recentVehiclesKept + 5 }),
  candidates: fc.array(
    fc.record({
      vehicle: facts,
      creative: fc.record({ creativeId: fc.constant('c'), angle: fc.constantFrom(...creativeAngles) }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  context: fc.record({ placement: fc.string(), at: fc.constant(now) }),
});

it('fills exactly the inputs it names, with finite numbers', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const tensors = encodeOffers(request);
      const batch = request.candidates.length;
      for (const [name, shape] of Object.entries(offerInputs)) {
        const tensor = tensors[name];
        expect(tensor?.dims).toEqual(shape.map((size) => (size === 'batch' ? batch : size)));
        expect(tensor?.data.length).toBe(tensor?.dims.reduce((size, dim) => size * dim, 1));
        expect(tensor?.data.every((value) => Number.isFinite(value) && Math.abs(value) < 20)).toBe(true);
      }
      expect(Object.keys(tensors).sort()).toEqual(Object.keys(offerInputs).sort());
    }),
  );
});

it('gives a candidate the same numbers alone as in company', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const together = encodeOffers(request);
      request.candidates.forEach((candidate, row) => {
        const alone = encodeOffers({ ...request, candidates: [candidate] });
        for (const name of ['candidate', 'creative', 'affinity']) {
          const width = alone[name]?.data.length ?? 0;
          expect(together[name]?.data.slice(row * width, (row + 1) * width)).toEqual(alone[name]?.data);
        }
      });
    }),
  );
});

it('leaves a viewer never seen, and a vehicle not described, at nought', () => {
  const tensors = encodeOffers({
    recent: [],
    candidates: [{ vehicle: {}, creative: { creativeId: 'c', angle: 'PRICE' } }],
    context: { placement: 'home-hero', at: now },
  });
  for (const name of ['history', 'history_mask', 'viewer', 'candidate', 'affinity'])
    expect(tensors[name]?.data.every((value) => value === 0)).toBe(true);
});

it('says that an offered SUV suits someone who looked at SUVs', () => {
  const affinityOf = (vehicle: VehicleFacts) =>
    encodeOffers({
      recent: [{ type: 'VEHICLE_VIEWED', at: now - 3_600_000, vehicle: suv }],
      candidates: [{ vehicle, creative: { creativeId: 'c', angle: 'PRICE' } }],
      context: { placement: 'home-hero', at: now },
    })['affinity']?.data;
  expect(affinityOf(suv)?.[0]).toBe(1);
  expect(affinityOf({ ...suv, bodyStyle: 'COUPE' })?.[0]).toBe(0);
  expect(affinityOf({ ...suv, price: 62_000 })?.[7]).toBeGreaterThan(0.5);
});

it('writes the same on a slate that others were written on before', () => {
  const slate = new Slate();
  fc.assert(
    fc.property(requests, (request) => {
      expect(encodeOffers(request, slate)).toEqual(encodeOffers(request));
    }),
  );
});

it('writes a car that it knows anew when another year has come', () => {
  const car: VehicleFacts = { ...suv, modelYear: 2024 };
  const ageIn = (year: number) =>
    encodeOffers({
      recent: [],
      candidates: [{ vehicle: car, creative: { creativeId: 'c', angle: 'PRICE' } }],
      context: { placement: 'home-hero', at: Date.UTC(year, 5) },
    })['candidate']?.data;
  const [one, next] = [ageIn(2026), ageIn(2027)];
  expect(next).not.toEqual(one);
  expect(ageIn(2026)).toEqual(one);
});
