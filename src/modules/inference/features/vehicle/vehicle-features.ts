import type { VehicleFacts } from '../../../../models/vehicle/vehicle-facts.js';
import { widthOf, writeAll, type Feature } from '../columns.js';
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

const vectors = new WeakMap<VehicleFacts, { year: number; vector: Float32Array }>();

/** Cars that are met one after the other lie beside each other in memory: most of what it takes to read them is to wait for memory. */
const carsOnPage = 64;
let page = { numbers: new Float32Array(), taken: carsOnPage };

/** Room for one more car, nought. A page lasts as long as one of its cars does. */
function besideOthers(): Float32Array {
  if (page.taken === carsOnPage) page = { numbers: new Float32Array(carsOnPage * vehicleWidth), taken: 0 };
  const from = page.taken * vehicleWidth;
  page.taken += 1;
  return page.numbers.subarray(from, from + vehicleWidth);
}

/** Writes a car that will be asked for again: what was written is kept as long as the car is. */
export function copyVehicle(target: Float32Array, offset: number, vehicle: VehicleFacts, year: number): void {
  let known = vectors.get(vehicle);
  if (known?.year !== year) {
    known = { year, vector: besideOthers() };
    writeAll(vehicleFeatures, known.vector, 0, { vehicle, year });
    vectors.set(vehicle, known);
  }
  target.set(known.vector, offset);
}
