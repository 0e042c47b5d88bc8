import { measure } from '../columns.js';
import type { VehicleAt } from './vehicle-at.js';

/** How far it has come: the logarithm of ten thousands of kilometres. */
export const mileage = measure<VehicleAt>('mileage', ({ vehicle: { mileageKm } }) =>
  mileageKm === undefined ? undefined : Math.log1p(mileageKm / 10_000),
);
