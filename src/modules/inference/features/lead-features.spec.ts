import fc from 'fast-check';
import { eventTypes, type EventType } from '../../../models/event/event-type.js';
import type { ProfileHistory, Traits } from '../../../models/profile/profile-history.js';
import { encodeLead, leadFeatures, readLead } from './lead-features.js';

const now = Date.parse('2026-11-20T09:00:00Z');
const hour = 3_600_000;
const car = { make: 'Ford', model: 'Puma', price: 21_000 };

function historyOf(events: readonly (readonly [EventType, number])[], traits: Traits = {}): ProfileHistory {
  return {
    profileId: 'p',
    traits,
    events: events.map(([type, at], seq) => ({ type, name: type, at, seq, vehicle: car })),
  };
}
const valueOf = (name: string, history: ProfileHistory): number | undefined =>
  readLead(history, now)[leadFeatures.findIndex((feature) => feature.name === name)];

it('counts within windows and names what it counted', () => {
  const history = historyOf([
    ['VEHICLE_VIEWED', now - 15 * 24 * hour],
    ['VEHICLE_VIEWED', now - 3 * hour],
    ['VEHICLE_VIEWED', now - 2 * hour],
    ['TEST_DRIVE_BOOKED', now - hour],
  ]);
  expect(valueOf('vehicleViews14d', history)).toBe(2);
  expect(valueOf('testDrivesBooked30d', history)).toBe(1);
  expect(valueOf('modelFocus30d', history)).toBe(1);
  expect(valueOf('activeDays30d', history)).toBe(2);
  expect(leadFeatures[0]?.sentence(7)).toBe('Viewed 7 vehicles in the last 14 days');
  expect(leadFeatures[0]?.sentence(1)).toBe('Viewed 1 vehicle in the last 14 days');
});

it('reads traits without caring for their content', () => {
  expect(valueOf('tradeIn', historyOf([], { tradeIn: true }))).toBe(1);
  expect(valueOf('phoneGiven', historyOf([], { phone: '+44 20 7946 0000' }))).toBe(1);
  expect(valueOf('phoneGiven', historyOf([], { phone: '' }))).toBe(0);
});

it('reads nothing that happened after the moment asked about, and always gives finite numbers', () => {
  const events = fc
    .array(fc.tuple(fc.constantFrom(...eventTypes), fc.integer({ min: -4_000, max: 4_000 })), {
      maxLength: 30,
    })
    .map((list) =>
      list
        .sort((a, b) => a[1] - b[1])
        .map(([type, hours]): [EventType, number] => [type, now + hours * hour]),
    );
  fc.assert(
    fc.property(events, (list) => {
      const values = readLead(historyOf(list), now);
      expect(values.every(Number.isFinite)).toBe(true);
      expect(values).toEqual(readLead(historyOf(list.filter(([, at]) => at <= now)), now));
    }),
  );
});

it('says of somebody never seen nothing but that', () => {
  const sentences = (history: ProfileHistory) => readLead(history, now).map((value, place) => leadFeatures[place]?.sentence(value)); // prettier-ignore
  const never = sentences(historyOf([]));
  expect(never).toContain('Did nothing we know of in the last 180 days');
  expect(never.join()).not.toMatch(/first seen| ago/i);
  // What is older is not read, so it is not told as the first there was.
  const old = sentences(historyOf([['VEHICLE_VIEWED', now - 170 * 24 * hour]]));
  expect(old).toContain('Was already active 170 days ago, and not before in the last 180 days');
  const older = sentences(historyOf([['VEHICLE_VIEWED', now - 400 * 24 * hour]]));
  expect(older).toContain('Did nothing we know of in the last 180 days');
});

it('puts rows under one another', () => {
  const row = readLead(historyOf([['VEHICLE_VIEWED', now - hour]]), now);
  const { features } = encodeLead([row, row]);
  expect(features?.dims).toEqual([2, leadFeatures.length]);
  expect(features?.data.slice(leadFeatures.length)).toEqual(Float32Array.from(row));
});

it('has one sentence and one name for every feature', () => {
  expect(new Set(leadFeatures.map(({ name }) => name)).size).toBe(leadFeatures.length);
  for (const { sentence, typical } of leadFeatures)
    for (const value of [0, typical, 0.5, 1, 7, 90, 180])
      expect(sentence(value)).toMatch(/^[A-Z][^.]*[^. ]$/);
});
