import type { CreativeAngle } from '../../src/models/prediction/scores.js';
import {
  bodyStyles,
  fuelTypes,
  type BodyStyle,
  type Condition,
  type FuelType,
} from '../../src/models/vehicle/vehicle-facts.js';
import { makes, modelLines, type SimulatedVehicle } from './market.js';
import type { Random } from './random.js';

/** How far a shopper has come. The index 0, 1, 2 is used as a number by the truths. */
export const stages = ['LOOKING', 'COMPARING', 'DECIDING'] as const;

/** What no log shows: what a shopper wants, how earnestly, and what speaks to them. */
export interface Shopper {
  readonly bodies: Readonly<Record<BodyStyle, number>>;
  readonly fuels: Readonly<Record<FuelType, number>>;
  readonly makes: ReadonlyMap<string, number>;
  readonly conditions: Readonly<Record<Condition, number>>;
  readonly budget: number;
  readonly priceSensitivity: number;
  readonly financeMinded: boolean;
  readonly angles: Readonly<Record<CreativeAngle, number>>;
  /** Standard normal: moves the pace, the enquiries and the sale alike. */
  readonly earnest: number;
  readonly tradeIn: boolean;
  readonly phone: boolean;
}

/** The logistic function. */
export const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Draws a shopper. README.md beside this file says what every number means. */
export function shopperOf(random: Random): Shopper {
  // Favourites follow the market, so rare body styles have few friends.
  const favourite = random.pick(modelLines);
  const second = random.pick(modelLines);
  const fuel = random.pick(favourite.fuels);
  const liking = <T extends string>(names: readonly T[], of: (name: T) => number) =>
    new Map(names.map((name) => [name, of(name) + random.normal(0, 0.3)]));
  const bodies = liking(bodyStyles, (body) =>
    body === favourite.bodyStyle ? 1.8 : body === second.bodyStyle ? 0.8 : 0,
  );
  const fuels = liking(fuelTypes, (name) => (name === fuel ? 1.2 : 0));
  const wantsNew = random.chance(0.35);
  const budget = Math.exp(random.normal(Math.log(favourite.price * (wantsNew ? 1 : 0.65)), 0.3));
  const priceSensitivity = Math.exp(random.normal(0, 0.4));
  const financeMinded = random.chance(0.35);
  const earnest = random.normal();
  const plugsIn = fuel === 'ELECTRIC' || fuel === 'PLUGIN_HYBRID';
  const leisure = ['CONVERTIBLE', 'COUPE', 'SUV'].includes(favourite.bodyStyle);
  return {
    bodies: recordOf(bodyStyles, bodies),
    fuels: recordOf(fuelTypes, fuels),
    makes: new Map(makes.map((make) => [make, make === favourite.make ? 1.2 : random.normal(0, 0.4)])),
    conditions: { NEW: wantsNew ? 0.8 : -0.4, USED: wantsNew ? -0.6 : 0.2, CERTIFIED: wantsNew ? -0.2 : 0.4 },
    budget,
    priceSensitivity,
    financeMinded,
    angles: {
      PRICE: 0.9 * Math.log(priceSensitivity) + random.normal(0, 0.2),
      FINANCE: (financeMinded ? 1 : -0.4) + random.normal(0, 0.2),
      TEST_DRIVE: random.normal(0, 0.2),
      LIFESTYLE: (leisure ? 0.7 : -0.3) + random.normal(0, 0.2),
      TECHNOLOGY: (plugsIn ? 1 : -0.4) + random.normal(0, 0.2),
    },
    earnest,
    tradeIn: random.chance(logistic(-0.3 + 0.5 * earnest)),
    phone: random.chance(logistic(0.8 + 0.7 * earnest)),
  };
}

/** How well a car suits a shopper: about 3 for a very good one, below 0 for most. */
export function suits(shopper: Shopper, vehicle: SimulatedVehicle): number {
  const gap = Math.log(vehicle.price / shopper.budget);
  const price = -shopper.priceSensitivity * (gap > 0 ? 2.5 * gap : -0.8 * gap);
  return (
    shopper.bodies[vehicle.bodyStyle] +
    shopper.fuels[vehicle.fuelType] +
    (shopper.makes.get(vehicle.make) ?? 0) +
    shopper.conditions[vehicle.condition] +
    Math.max(price, -4) -
    1
  );
}

function recordOf(
  names: readonly BodyStyle[],
  values: ReadonlyMap<BodyStyle, number>,
): Record<BodyStyle, number>;
function recordOf(
  names: readonly FuelType[],
  values: ReadonlyMap<FuelType, number>,
): Record<FuelType, number>;
function recordOf(names: readonly string[], values: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, values.get(name) ?? 0]));
}
