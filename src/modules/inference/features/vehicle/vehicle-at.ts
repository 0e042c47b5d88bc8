import type { VehicleFacts } from '../../../../models/vehicle/vehicle-facts.js';

/** A vehicle, and the calendar year in which it is looked at. */
export interface VehicleAt {
  readonly vehicle: VehicleFacts;
  readonly year: number;
}
