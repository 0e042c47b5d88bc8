import { measure } from '../columns.js';
import type { VehicleAt } from './vehicle-at.js';

/** How old it is: model years, in fives, at most twenty. */
export const age = measure<VehicleAt>('age', ({ vehicle: { modelYear }, year }) =>
  modelYear === undefined ? undefined : Math.min(Math.max(year - modelYear, 0), 20) / 5,
);
