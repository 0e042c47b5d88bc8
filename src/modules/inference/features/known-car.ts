import type { VehicleFacts } from '../../../models/vehicle/vehicle-facts.js';
import { writeAll } from './columns.js';
import { Likenesses, type Likeness } from './taste/likeness.js';
import { vehicleFeatures, vehicleWidth } from './vehicle/vehicle-features.js';

/** Cars that are met one after the other lie beside each other in memory: most of what it takes to read them is to wait for memory. */
const carsOnPage = 64;

/** Some cars of the stock. It lasts as long as one of them does. */
class CarPage extends Likenesses {
  readonly columns = new Float32Array(carsOnPage * vehicleWidth);
  taken = 0;

  constructor() {
    super(carsOnPage);
  }
}

/** A car of the stock as scoring reads it, whoever asks: it is the same object from request to request, so this is written once. */
export interface KnownCar extends Likeness {
  readonly year: number;
  /** What `vehicleFeatures` write of it. */
  readonly columns: Float32Array;
}

const cars = new WeakMap<VehicleFacts, KnownCar>();
let page = new CarPage();

/** What is known of a car as of a calendar year; kept as long as the car is. */
export function knownCar(vehicle: VehicleFacts, year: number): KnownCar {
  const known = cars.get(vehicle);
  if (known?.year === year) return known;
  if (page.taken === carsOnPage) page = new CarPage();
  const row = page.taken++;
  page.write(row, vehicle);
  const columns = page.columns.subarray(row * vehicleWidth, (row + 1) * vehicleWidth);
  writeAll(vehicleFeatures, columns, 0, { vehicle, year });
  const car = { page, row, year, columns };
  cars.set(vehicle, car);
  return car;
}
