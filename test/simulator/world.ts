import type { CreativeAngle } from '../../src/models/prediction/scores.js';
import type { BodyStyle } from '../../src/models/vehicle/vehicle-facts.js';
import { stockOf, type SimulatedVehicle } from './market.js';
import { Random } from './random.js';
import { cityWays, plainWays, type Ways } from './ways.js';

/** When simulated shoppers live, and by which ways: what has to be said to make the same world again. */
export interface WorldPlan {
  readonly seed: number;
  /** Midnight of the first day: milliseconds since the epoch. */
  readonly from: number;
  /** Days in which journeys begin. */
  readonly days: number;
  readonly ways: Ways;
  /** Cars in the yard. */
  readonly size: number;
}

/** Where and when simulated shoppers live. */
export interface World extends WorldPlan {
  readonly stock: readonly SimulatedVehicle[];
  readonly byBody: ReadonlyMap<BodyStyle, readonly SimulatedVehicle[]>;
  /** A car met by chance, every car alike. */
  stockFor(random: Random): SimulatedVehicle;
  /** Whether an offer is held back: its slot stays empty. Nothing is, unless somebody asks what offers bring. */
  isWithheld(vehicle: SimulatedVehicle, angle: CreativeAngle): boolean;
}

const newYear = Date.parse('2026-01-01T00:00:00Z');

/** The plain world: journeys begin over 180 days from 2026-01-01. */
export const plainPlan = (seed: number, size = 2_000): WorldPlan => ({
  ...{ seed, size, from: newYear, days: 180, ways: plainWays },
});

/** A year of the city, by these ways: journeys begin over 365 days from 2026-01-01. */
export const cityPlan = (seed: number, ways: Ways = cityWays, size = 2_000): WorldPlan => ({
  ...{ seed, size, from: newYear, days: 365, ways },
});

/** The world of a plan, with a yard of simulated cars. The same plan gives the same world. */
export function worldFrom(plan: WorldPlan): World {
  return worldWith(stockOf(Random.of(plan.seed, -1), plan.size, 2026), plan);
}

/** A plain world with a yard of `size` cars. */
export const worldOf = (seed: number, size = 2_000): World => worldFrom(plainPlan(seed, size));

/** A world with this stock. */
export function worldWith(
  stock: readonly SimulatedVehicle[],
  { seed, from, days, ways }: Omit<WorldPlan, 'size'>,
): World {
  const byBody = new Map<BodyStyle, SimulatedVehicle[]>();
  for (const vehicle of stock)
    byBody.set(vehicle.bodyStyle, [...(byBody.get(vehicle.bodyStyle) ?? []), vehicle]);
  const size = stock.length;
  return {
    ...{ seed, from, days, ways, size, stock, byBody },
    stockFor: (random) => random.pick(stock),
    isWithheld: () => false,
  };
}
