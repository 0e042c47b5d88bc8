import { createHash } from 'node:crypto';
import { stockOf } from '../../../../test/simulator/market.js';
import { Random } from '../../../../test/simulator/random.js';
import { eventTypes } from '../../../models/event/event-type.js';
import { creativeAngles } from '../../../models/prediction/scores.js';
import type { VehicleFacts } from '../../../models/vehicle/vehicle-facts.js';
import { encodeLead, readLead } from './lead-features.js';
import { encodeOffers, offerInputs } from './offer-features.js';

const now = Date.parse('2026-11-20T09:00:00Z');
const dayMs = 86_400_000;

/** Two hundred people who did whatever, to one yard: the same at every run. */
function* people() {
  const random = new Random(2_026);
  const yard = stockOf(random, 300, 2026);
  /** Cars as they come from real stock: not everything is known of each. */
  const car = (): VehicleFacts =>
    Object.fromEntries(Object.entries(random.pick(yard)).filter(() => random.chance(0.85)));
  for (let person = 0; person < 200; person++)
    yield {
      events: Array.from({ length: random.whole(60) }, () => ({
        type: random.pick(eventTypes),
        vehicle: random.chance(0.8) ? car() : null,
        at: now - Math.floor(random.between(-1, 200) * dayMs),
      })).sort((one, other) => one.at - other.at),
      candidates: Array.from({ length: 1 + random.whole(6) }, () => ({
        vehicle: car(),
        creative: { creativeId: 'c', angle: random.pick(creativeAngles) },
      })),
      placement: random.pick(['home-hero', 'search-results', 'vehicle-detail', 'elsewhere']),
      traits: { tradeIn: random.chance(0.5), phone: random.chance(0.5) ? '1' : '' },
    };
}

const digestOf = (rows: Iterable<Float32Array>): string => {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(Buffer.from(row.buffer, row.byteOffset, row.byteLength));
  return hash.digest('hex').slice(0, 16);
};

// Committed models were taught by these very numbers. When a digest changes, a feature means something else: that takes a
// new name of the set and a new model (docs/decisions/0014), never a new digest alone.
it('writes the numbers of lead-v1 that the committed models were taught by', () => {
  const rows = [...people()].map(({ events, traits }) => {
    const history = events.map((event, seq) => ({ ...event, name: event.type, seq }));
    return encodeLead([readLead({ profileId: 'p', traits, events: history }, now)])['features']?.data;
  });
  expect(digestOf(rows.filter((row) => row !== undefined))).toBe('616a5eb6ab4721a3');
});

it('writes the numbers of offer-v1 that the committed models were taught by', () => {
  const rows = [...people()].flatMap(({ events, candidates, placement }) => {
    const recent = events
      .flatMap(({ vehicle, ...touch }) => (vehicle ? [{ ...touch, vehicle }] : []))
      .reverse();
    const tensors = encodeOffers({ recent, candidates, context: { placement, at: now } });
    return Object.keys(offerInputs).map((name) => tensors[name]?.data);
  });
  expect(digestOf(rows.filter((row) => row !== undefined))).toBe('f7134f574b425a5b');
});
