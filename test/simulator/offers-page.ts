import type { RecentVehicle } from '../../src/models/decision/viewer-state.js';
import { creativeAngles, type CreativeAngle } from '../../src/models/prediction/scores.js';
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
  readonly recent: readonly RecentVehicle[];
}

/**
 * Fills a page by chance. Each slot is a coin toss between any car in stock and any car of the body style touched
 * last, with any angle, so that propensities are known exactly and no offer is out of reach.
 */
export function offersFor(world: World, random: Random, moment: Moment): OffersPage {
  const { placement, at, recent } = moment;
  const body = recent[0]?.vehicle.bodyStyle;
  const alike = (body === undefined ? undefined : world.byBody.get(body)) ?? world.stock;
  const shown = Array.from({ length: offersAPage }, (): ShownOffer => {
    const vehicle = random.pick(random.chance(0.5) ? world.stock : alike);
    const angle = random.pick(creativeAngles);
    const isAlike = alike === world.stock || vehicle.bodyStyle === body;
    const byCar = 0.5 / world.stock.length + (isAlike ? 0.5 / alike.length : 0);
    const showing = { ...moment, vehicle, angle, seenBefore: moment.seen.includes(vehicle) };
    const clickProbability = clickTruth(showing);
    const leadAfterClick = leadTruth(showing);
    const clicked = random.chance(clickProbability);
    return {
      vehicle,
      angle,
      propensity: byCar / creativeAngles.length,
      clickProbability,
      leadProbability: clickProbability * leadAfterClick,
      clicked,
      lead: clicked && random.chance(leadAfterClick),
    };
  });
  const { stage, seen } = moment;
  return { at, placement, recent, shown, stage, seen: new Set(seen.map(({ vehicleId }) => vehicleId)) };
}
