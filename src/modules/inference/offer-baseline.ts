import type { RecentVehicle } from '../../models/decision/viewer-state.js';
import type { EventType } from '../../models/event/event-type.js';
import type { OfferScore, OfferScoringRequest } from '../../models/prediction/scores.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import { toProbability } from './log-odds.js';

/** Log-odds of a click on an offer nobody has a reason to want: about 1.5 %, a usual rate for a home page. */
const clickBase = -4.2;
/** Log-odds of a lead after a click without any interest shown: about 4 %. */
const leadBase = -3.2;
/** What full likeness to what the viewer looked at adds: times nine at the low end. */
const clickForAffinity = 2.2;
const leadForAffinity = 1.3;
/** What a car of this model year adds over one ten years old: buyers click newer cars a little more. */
const clickForFreshness = 0.3;
/** Half of the interest is forgotten in a week. */
const halfLifeMs = 7 * 86_400_000;
/** How much each part of a vehicle says about taste; they add up to 1. */
const shares = { bodyStyle: 0.35, make: 0.25, price: 0.25, fuelType: 0.15 };

/** What a touch says about interest: a car put on a short list more than one seen in a list. */
const strengths: Partial<Record<EventType, number>> = {
  VEHICLE_LISTED: 0.2,
  VEHICLE_VIEWED: 1,
  OFFER_CLICKED: 1,
  VEHICLE_COMPARED: 1.5,
  VEHICLE_CONFIGURED: 2,
  VEHICLE_SAVED: 2,
  PAYMENT_ESTIMATED: 2.5,
  LEASE_QUOTED: 2.5,
  TEST_DRIVE_BOOKED: 3,
  TEST_DRIVE_TAKEN: 3,
  LEAD_SUBMITTED: 3,
};

/**
 * `baseline-popularity`: what answers for offers where no model can. Likeness of the candidate to the vehicles lately
 * touched, and its age, through a logistic with the coefficients above. Plausible probabilities, not calibrated ones.
 */
export function baselineOffers({ recent, candidates, context }: OfferScoringRequest): OfferScore[] {
  const year = new Date(context.at).getUTCFullYear();
  return candidates.map(({ vehicle }) => {
    const affinity = affinityOf(vehicle, recent, context.at);
    const freshness = Math.max(0, 1 - Math.max(0, year - (vehicle.modelYear ?? year - 5)) / 10);
    const click = toProbability(clickBase + clickForAffinity * affinity + clickForFreshness * freshness);
    return { click, lead: click * toProbability(leadBase + leadForAffinity * affinity) };
  });
}

/** Likeness to what was touched, 0 to 1: weighted by kind and recency; one touch alone counts about half. */
export function affinityOf(vehicle: VehicleFacts, recent: readonly RecentVehicle[], now: number): number {
  let likeness = 0;
  let weight = 1;
  for (const touched of recent) {
    const age = Math.max(0, now - touched.at);
    const share = (strengths[touched.type] ?? 0) * 2 ** (-age / halfLifeMs);
    likeness += share * alike(vehicle, touched.vehicle);
    weight += share;
  }
  return likeness / weight;
}

function alike(left: VehicleFacts, right: VehicleFacts): number {
  const same = (key: 'bodyStyle' | 'make' | 'fuelType'): number =>
    left[key] !== undefined && left[key] === right[key] ? shares[key] : 0;
  return same('bodyStyle') + same('make') + same('fuelType') + shares.price * alikeInPrice(left, right);
}

/** 1 at the same price, 0 from half or twice the price on. */
function alikeInPrice({ price: left = 0 }: VehicleFacts, { price: right = 0 }: VehicleFacts): number {
  if (left <= 0 || right <= 0) return 0;
  return Math.max(0, 1 - Math.abs(Math.log2(left / right)));
}
