import type { VehicleFacts } from '../../../models/vehicle/vehicle-facts.js';

/** What a vehicle's model is called among all makes: "Kia Sportage"; undefined where it is not known. */
export function modelOf(vehicle: VehicleFacts | null): string | undefined {
  if (vehicle?.model === undefined) return undefined;
  return vehicle.make === undefined ? vehicle.model : `${vehicle.make} ${vehicle.model}`;
}
