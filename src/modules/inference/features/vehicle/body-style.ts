import { bodyStyles } from '../../../../models/vehicle/vehicle-facts.js';
import { oneOf } from '../columns.js';
import type { VehicleAt } from './vehicle-at.js';

/** What it is built as. */
export const bodyStyle = oneOf<VehicleAt>('bodyStyle', bodyStyles, ({ vehicle }) => vehicle.bodyStyle);
