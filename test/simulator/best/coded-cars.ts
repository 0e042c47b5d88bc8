import { bodyStyles, conditions, fuelTypes } from '../../../src/models/vehicle/vehicle-facts.js';
import { makes, type SimulatedVehicle } from '../market.js';

/** A car as places in the lists of what there is: read in the innermost loop. */
export interface CodedCar {
  readonly body: number;
  readonly fuel: number;
  readonly make: number;
  readonly condition: number;
  readonly logPrice: number;
}

/** The code of a car. */
export const codeOf = (vehicle: SimulatedVehicle): CodedCar => ({
  body: bodyStyles.indexOf(vehicle.bodyStyle),
  fuel: fuelTypes.indexOf(vehicle.fuelType),
  make: makes.indexOf(vehicle.make),
  condition: conditions.indexOf(vehicle.condition),
  logPrice: Math.log(vehicle.price),
});
