import { measure } from '../columns.js';
import type { VehicleAt } from './vehicle-at.js';

/** Natural logarithm of a price about the middle of the market, in units where most cars fall within -2 and 2. */
export const priceLevel = (price: number): number => (Math.log(Math.max(price, 500)) - 10) / 0.7;

/** What it costs. */
export const price = measure<VehicleAt>('price', ({ vehicle }) =>
  vehicle.price === undefined ? undefined : priceLevel(vehicle.price),
);
