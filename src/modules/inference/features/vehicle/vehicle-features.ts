import { widthOf, type Feature } from '../columns.js';
import { age } from './age.js';
import { bodyStyle } from './body-style.js';
import { condition } from './condition.js';
import { fuelType } from './fuel-type.js';
import { make } from './make.js';
import { mileage } from './mileage.js';
import { price } from './price.js';
import type { VehicleAt } from './vehicle-at.js';

/** The columns of a vehicle, in order: what it is, what it costs, how old and how far, and who made it. */
export const vehicleFeatures: readonly Feature<VehicleAt>[] = [
  bodyStyle,
  fuelType,
  condition,
  price,
  age,
  mileage,
  make,
];

/** Columns one vehicle takes. */
export const vehicleWidth = widthOf(vehicleFeatures);
