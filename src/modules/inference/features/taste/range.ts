import type { VehicleFacts } from '../../../../models/vehicle/vehicle-facts.js';

/** Make and model as taste counts them; empty when unknown. */
export interface Range {
  readonly make: string;
  readonly model: string;
}
const ranges = new WeakMap<VehicleFacts, Range>();

/** The make and model of a vehicle, in lower case. */
export function rangeOf(vehicle: VehicleFacts): Range {
  const make = (vehicle.make ?? '').toLowerCase();
  return { make, model: vehicle.model === undefined ? '' : `${make}/${vehicle.model.toLowerCase()}` };
}

/** The same for candidates, which are the same objects from request to request: kept as long as the vehicle is. */
export function keptRangeOf(vehicle: VehicleFacts): Range {
  let range = ranges.get(vehicle);
  if (!range) ranges.set(vehicle, (range = rangeOf(vehicle)));
  return range;
}
