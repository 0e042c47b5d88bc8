import { recentVehiclesKept } from '../../../src/models/decision/viewer-state.js';
import { eventTypes } from '../../../src/models/event/event-type.js';
import { creativeAngles, type OfferScoringRequest } from '../../../src/models/prediction/scores.js';
import type { ProfileHistory } from '../../../src/models/profile/profile-history.js';
import { stockOf } from '../../simulator/market.js';
import { Random } from '../../simulator/random.js';

/** The instant at which everything is asked. */
export const askedAt = Date.parse('2026-11-20T09:00:00Z');
const dayMs = 86_400_000;
const looks = ['VEHICLE_LISTED', 'VEHICLE_VIEWED', 'VEHICLE_SAVED', 'PAYMENT_ESTIMATED'] as const;

/** As many viewers of whom all is known that is kept, each beside as many different cars out of a yard of 2,000. */
export function offerRequests(count: number, candidates: number): OfferScoringRequest[] {
  const random = new Random(7);
  const yard = stockOf(random, 2_000, 2026);
  return Array.from({ length: count }, () => {
    const from = random.whole(yard.length);
    return {
      recent: Array.from({ length: recentVehiclesKept }, (_, place) => ({
        type: random.pick(looks),
        at: askedAt - place * 7 * 3_600_000,
        // As they come out of the viewer store: made anew for each request.
        vehicle: { ...random.pick(yard) },
      })),
      candidates: Array.from({ length: candidates }, (_, place) => ({
        vehicle: yard[(from + place) % yard.length] ?? {},
        creative: { creativeId: 'c', angle: random.pick(creativeAngles) },
      })),
      context: { placement: 'home-hero', at: askedAt },
    };
  });
}

/** As many people who raise a hand after sixty things they did within three months. */
export function leadHistories(count: number): ProfileHistory[] {
  const random = new Random(8);
  const yard = stockOf(random, 300, 2026);
  return Array.from({ length: count }, () => ({
    profileId: 'p',
    traits: { tradeIn: random.chance(0.5) },
    events: Array.from({ length: 60 }, () => ({
      type: random.pick(eventTypes),
      name: '',
      vehicle: random.pick(yard),
      at: askedAt - Math.floor(random.between(0, 90) * dayMs),
    }))
      .sort((one, other) => one.at - other.at)
      .map((event, seq) => ({ ...event, seq })),
  }));
}
