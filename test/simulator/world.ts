import type { BodyStyle } from '../../src/models/vehicle/vehicle-facts.js';
import { stockOf, type SimulatedVehicle } from './market.js';
import { Random } from './random.js';

/** Where and when simulated shoppers live. */
export interface World {
  readonly seed: number;
  /** Midnight of the first day: milliseconds since the epoch. */
  readonly from: number;
  /** Days in which journeys begin. */
  readonly days: number;
  readonly stock: readonly SimulatedVehicle[];
  readonly byBody: ReadonlyMap<BodyStyle, readonly SimulatedVehicle[]>;
  /** A car met by chance, every car alike. */
  stockFor(random: Random): SimulatedVehicle;
}

/** A world with a yard of `size` cars in which journeys begin over 180 days from 2026-01-01. */
export function worldOf(seed: number, size = 2_000): World {
  const stock = stockOf(Random.of(seed, -1), size, 2026);
  return worldWith(stock, { seed, from: Date.parse('2026-01-01T00:00:00Z'), days: 180 });
}

/** A world with this stock. */
export function worldWith(
  stock: readonly SimulatedVehicle[],
  { seed, from, days }: Pick<World, 'seed' | 'from' | 'days'>,
): World {
  const byBody = new Map<BodyStyle, SimulatedVehicle[]>();
  for (const vehicle of stock)
    byBody.set(vehicle.bodyStyle, [...(byBody.get(vehicle.bodyStyle) ?? []), vehicle]);
  return { seed, from, days, stock, byBody, stockFor: (random) => random.pick(stock) };
}
