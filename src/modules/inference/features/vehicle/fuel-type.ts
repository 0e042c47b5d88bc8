import { fuelTypes } from '../../../../models/vehicle/vehicle-facts.js';
import { oneOf } from '../columns.js';
import type { VehicleAt } from './vehicle-at.js';

/** What it runs on. */
export const fuelType = oneOf<VehicleAt>('fuelType', fuelTypes, ({ vehicle }) => vehicle.fuelType);
