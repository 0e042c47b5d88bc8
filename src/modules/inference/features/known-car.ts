import type { VehicleFacts } from '../../../models/vehicle/vehicle-facts.js';
import { writeAll } from './columns.js';
import { likenessOf, type Likeness } from './taste/likeness.js';
import { vehicleFeatures, vehicleWidth } from './vehicle/vehicle-features.js';

/** A car of the stock as scoring reads it, whoever asks: it is the same object from request to request, so this is written once. */
export interface KnownCar {
  readonly year: number;
  /** What `vehicleFeatures` write of it. */
  readonly columns: Float32Array;
  readonly likeness: Likeness;
}

/** Cars that are met one after the other lie beside each other in memory: most of what it takes to read them is to wait for memory. */
const carsOnPage = 64;
const cars = new WeakMap<VehicleFacts, KnownCar>();
let page = new Float32Array();
let taken = carsOnPage;

/** What is known of a car as of a calendar year; kept as long as the car is. A page lasts as long as one of its cars does. */
export function knownCar(vehicle: VehicleFacts, year: number): KnownCar {
  const known = cars.get(vehicle);
  if (known?.year === year) return known;
  if (taken === carsOnPage) [page, taken] = [new Float32Array(carsOnPage * vehicleWidth), 0];
  const from = vehicleWidth * taken++;
  const car = { year, columns: page.subarray(from, from + vehicleWidth), likeness: likenessOf(vehicle) };
  writeAll(vehicleFeatures, car.columns, 0, { vehicle, year });
  cars.set(vehicle, car);
  return car;
}
