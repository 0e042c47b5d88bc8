import type { RecentVehicle } from '../../src/models/decision/viewer-state.js';
import { creativeAngles, type CreativeAngle } from '../../src/models/prediction/scores.js';
import type { OffersSeen } from './fatigue.js';
import type { SimulatedVehicle } from './market.js';
import type { Random } from './random.js';
import type { Shopper } from './shopper.js';
import { clickTruth, leadTruth } from './truth.js';
import type { World } from './world.js';

/** Offers on one page. */
export const offersAPage = 6;

/** One offer shown: why it could be, the truth about it, and what came of it. */
export interface ShownOffer {
  readonly vehicle: SimulatedVehicle;
  readonly angle: CreativeAngle;
  /** Probability with which the random policy chose this car and angle for this slot. */
  readonly propensity: number;
  readonly clickProbability: number;
  /** P(lead | shown): the two truths multiplied. */
  readonly leadProbability: number;
  readonly clicked: boolean;
  readonly lead: boolean;
}

/** One page of offers as the random policy filled it. */
export interface OffersPage {
  readonly at: number;
  readonly placement: string;
  readonly recent: readonly RecentVehicle[];
  readonly shown: readonly ShownOffer[];
  /** How far the shopper had come, 0 to 2, and which cars they had looked at. */
  readonly stage: number;
  readonly seen: ReadonlySet<string>;
}

/** A shopper before a page. */
export interface Moment {
  readonly shopper: Shopper;
  readonly stage: number;
  readonly placement: string;
  readonly at: number;
  readonly seen: readonly SimulatedVehicle[];
  /** The offers they were shown lately; null where nobody tires of them. */
  readonly offersSeen: OffersSeen | null;
  readonly recent: readonly RecentVehicle[];
}

/**
 * Fills a page by chance. Each slot is a coin toss between any car in stock and any car of the body style touched
 * last, with any angle, so that propensities are known exactly and no offer is out of reach.
 */
export function offersFor(world: World, random: Random, moment: Moment): OffersPage {
  const { placement, at, recent, stage, seen } = moment;
  const body = recent[0]?.vehicle.bodyStyle;
  const alike = (body === undefined ? undefined : world.byBody.get(body)) ?? world.stock;
  const shown: ShownOffer[] = [];
  for (let slot = 0; slot < offersAPage; slot++) {
    const vehicle = random.pick(random.chance(0.5) ? world.stock : alike);
    const angle = random.pick(creativeAngles);
    const isAlike = alike === world.stock || vehicle.bodyStyle === body;
    const byCar = 0.5 / world.stock.length + (isAlike ? 0.5 / alike.length : 0);
    const offer = answerTo(world, random, moment, vehicle, angle, byCar / creativeAngles.length);
    if (!world.isWithheld(vehicle, angle)) shown.push(offer);
  }
  return { at, placement, recent, shown, stage, seen: new Set(seen.map(({ vehicleId }) => vehicleId)) };
}

/** What becomes of one offer, by the truth. */
function answerTo(
  { ways }: World,
  random: Random,
  { shopper, stage, placement, at, seen, offersSeen }: Moment,
  vehicle: SimulatedVehicle,
  angle: CreativeAngle,
  propensity: number,
): ShownOffer {
  const seenBefore = seen.includes(vehicle);
  const weariness = offersSeen?.weariness(vehicle.vehicleId, at) ?? 0;
  const showing = { shopper, stage, vehicle, angle, placement, at, seenBefore, weariness };
  const clickProbability = clickTruth(showing);
  const leadAfterClick = leadTruth(showing);
  const clicked = random.chance(clickProbability);
  // Apart, as many draws are made whatever comes of them: the next slot then draws the same.
  const goesOn = (clicked || ways.apart) && random.chance(leadAfterClick);
  return {
    vehicle,
    angle,
    propensity,
    clickProbability,
    leadProbability: clickProbability * leadAfterClick,
    clicked,
    lead: clicked && goesOn,
  };
}
