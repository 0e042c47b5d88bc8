import { conditions } from '../../../../models/vehicle/vehicle-facts.js';
import { oneOf } from '../columns.js';
import type { VehicleAt } from './vehicle-at.js';

/** Whether it is new, used or certified. */
export const condition = oneOf<VehicleAt>('condition', conditions, ({ vehicle }) => vehicle.condition);
