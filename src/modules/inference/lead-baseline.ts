import type { EventType } from '../../models/event/event-type.js';
import type { ProfileHistory } from '../../models/profile/profile-history.js';
import type { ScoreReason } from '../../models/prediction/scores.js';

const dayMs = 86_400_000;
/** Log-odds of a sale to a lead of whom nothing else is known: about 7 %. */
export const baselineLeadLogOdds = -2.6;

/** One kind of behaviour and what it is worth. */
interface Rule {
  readonly type: EventType;
  /** Types that count as that one. */
  readonly also?: EventType;
  readonly withinDays: number;
  /** Log-odds each occurrence adds, up to `most` occurrences. */
  readonly points: number;
  readonly most: number;
  readonly sentence: (count: number) => string;
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** Written by hand from how car sales are made: the nearer to the showroom, the more it is worth. */
const rules: readonly Rule[] = [
  { type: 'TEST_DRIVE_TAKEN', withinDays: 60, points: 1.4, most: 1, sentence: (n) => `Took a test drive ${times(n)} in the last 60 days` },
  { type: 'TEST_DRIVE_BOOKED', withinDays: 30, points: 0.9, most: 1, sentence: (n) => `Booked a test drive ${times(n)} in the last 30 days` },
  { type: 'SHOWROOM_VISITED', withinDays: 30, points: 0.7, most: 2, sentence: (n) => `Visited the showroom ${times(n)} in the last 30 days` },
  { type: 'PAYMENT_ESTIMATED', also: 'LEASE_QUOTED', withinDays: 14, points: 0.35, most: 3, sentence: (n) => `Estimated payments ${times(n)} in the last 14 days` },
  { type: 'VEHICLE_CONFIGURED', withinDays: 30, points: 0.3, most: 2, sentence: (n) => `Configured a vehicle ${times(n)} in the last 30 days` },
  { type: 'VEHICLE_SAVED', withinDays: 30, points: 0.2, most: 3, sentence: (n) => `Saved a vehicle ${times(n)} in the last 30 days` },
  { type: 'VEHICLE_VIEWED', withinDays: 14, points: 0.06, most: 10, sentence: (n) => `Viewed vehicles ${times(n)} in the last 14 days` },
  { type: 'LEAD_SUBMITTED', withinDays: 30, points: 0.25, most: 2, sentence: (n) => `Enquired ${times(n)} in the last 30 days` },
]; // prettier-ignore

/**
 * `baseline-rules`: what answers for leads where no model can. Points for behaviour on a base, as log-odds; the reasons
 * and the base add up to the score as a model's do.
 */
export function baselineLead({ events }: ProfileHistory, now: number): ScoreReason[] {
  return rules.flatMap(({ type, also, withinDays, points, most, sentence }) => {
    const from = now - withinDays * dayMs;
    const count = events.filter(
      (event) => (event.type === type || event.type === also) && event.at > from && event.at <= now,
    ).length;
    if (count === 0) return [];
    return [{ feature: type, sentence: sentence(count), logOdds: points * Math.min(count, most) }];
  });
}
