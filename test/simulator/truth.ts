import type { CreativeAngle } from '../../src/models/prediction/scores.js';
import { logistic, suits, type Shopper } from './shopper.js';
import type { SimulatedVehicle } from './market.js';

/** The pages offers stand on, with what each adds to the log-odds of a click. */
export const placements: Readonly<Record<string, number>> = {
  'home-hero': 0.2,
  'search-results': 0,
  'vehicle-detail': -0.2,
};

/** One offer as it was shown, with what the truth needs of the shopper's moment. */
export interface Showing {
  readonly shopper: Shopper;
  /** 0, 1 or 2. */
  readonly stage: number;
  readonly vehicle: SimulatedVehicle;
  readonly angle: CreativeAngle;
  readonly placement: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly seenBefore: boolean;
  /** Log-odds lost to offers seen lately (`fatigue.ts`); 0 where nobody tires. */
  readonly weariness: number;
}

/** The true P(click | shown). */
export function clickTruth(showing: Showing): number {
  const { shopper, stage, vehicle, angle, placement, at, seenBefore, weariness } = showing;
  const hour = (at / 3_600_000) % 24;
  return logistic(
    -3.9 +
      0.75 * suits(shopper, vehicle) +
      0.8 * (shopper.angles[angle] + (angle === 'TEST_DRIVE' ? 0.5 * (stage - 1) : 0)) +
      0.2 * stage +
      (placements[placement] ?? 0) +
      0.2 * Math.cos(((hour - 20) / 24) * 2 * Math.PI) +
      (seenBefore ? 0.3 : 0) -
      weariness,
  );
}

/** What the angle of a clicked creative adds to the log-odds of a lead. */
export const leadByAngle: Readonly<Record<CreativeAngle, number>> = {
  PRICE: 0.1,
  FINANCE: 0.2,
  TEST_DRIVE: 0.5,
  LIFESTYLE: -0.3,
  TECHNOLOGY: -0.1,
};

/** The true P(lead | clicked). */
export function leadTruth({ shopper, stage, vehicle, angle }: Showing): number {
  return logistic(
    -3.3 + 0.45 * suits(shopper, vehicle) + 0.8 * stage + 0.4 * shopper.earnest + leadByAngle[angle],
  );
}

/** What a shopper had done when they first raised a hand. */
export interface Readiness {
  readonly shopper: Shopper;
  readonly stage: number;
  /** `suits` of the best car seen so far. */
  readonly bestFit: number;
  readonly drivesTaken: number;
  readonly estimates: number;
  readonly showroomVisits: number;
}

/** The true P(sale within 90 days of the first lead). */
export function saleTruth({
  shopper,
  stage,
  bestFit,
  drivesTaken,
  estimates,
  showroomVisits,
}: Readiness): number {
  return logistic(
    -4.8 +
      1.1 * shopper.earnest +
      0.4 * (bestFit - 2) +
      0.8 * stage +
      0.7 * Math.min(drivesTaken, 2) +
      0.3 * Math.min(estimates, 3) +
      0.4 * Math.min(showroomVisits, 2) +
      (shopper.tradeIn ? 0.5 : 0),
  );
}

/** Days within which a sale counts. */
export const saleWindowDays = 90;
const meanDelayDays = 25;

/** The share of sales made within `days` of the first lead: exponential, cut at the window. */
export const soldWithin = (days: number): number =>
  days >= saleWindowDays
    ? 1
    : (1 - Math.exp(-days / meanDelayDays)) / (1 - Math.exp(-saleWindowDays / meanDelayDays));

/** Days from first lead to sale for a uniform draw: the inverse of `soldWithin`. */
export const saleDelayDays = (uniform: number): number =>
  -meanDelayDays * Math.log(1 - uniform * (1 - Math.exp(-saleWindowDays / meanDelayDays)));

/** The true P(sale later, within the window) of a lead `days` old that has not bought yet. */
export function saleTruthLater(atFirst: number, days: number): number {
  const sold = soldWithin(days);
  return (atFirst * (1 - sold)) / (1 - atFirst * sold);
}
