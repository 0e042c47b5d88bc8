import {
  bodyStyles,
  conditions,
  fuelTypes,
  type BodyStyle,
  type Condition,
  type FuelType,
  type VehicleFacts,
} from '../../../models/vehicle/vehicle-facts.js';
import { bucketOf } from './bucket.js';

const makeBuckets = 16;
const makeSeeds = [0, 0x9747b28c] as const;

const placeIn = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.map((name, place) => [name, place]));
const bodyPlaces = placeIn(bodyStyles);
const fuelPlaces = placeIn(fuelTypes);
const conditionPlaces = placeIn(conditions);

/** Column of a body style within its one-hot, or -1 when it is unknown. */
export const bodyPlace = (body: BodyStyle | undefined): number => bodyPlaces.get(body ?? '') ?? -1;
/** Column of a fuel within its one-hot, or -1 when it is unknown. */
export const fuelPlace = (fuel: FuelType | undefined): number => fuelPlaces.get(fuel ?? '') ?? -1;
/** Column of a condition within its one-hot, or -1 when it is unknown. */
export const conditionPlace = (condition: Condition | undefined): number =>
  conditionPlaces.get(condition ?? '') ?? -1;

const bodyAt = 0;
const fuelAt = bodyAt + bodyStyles.length;
const conditionAt = fuelAt + fuelTypes.length;
const priceAt = conditionAt + conditions.length;
const ageAt = priceAt + 2;
const mileageAt = ageAt + 2;
const makeAt = mileageAt + 2;

/** Columns one vehicle takes: what it is, what it costs, how old and how far, and who made it. */
export const vehicleVectorSize = makeAt + makeBuckets;

/** Natural logarithm of a price about the middle of the market, in units where most cars fall within -2 and 2. */
export const priceLevel = (price: number): number => (Math.log(Math.max(price, 500)) - 10) / 0.7;

const vectors = new WeakMap<VehicleFacts, { year: number; vector: Float32Array }>();

/** As `writeVehicle`, for a car that will be asked for again: what was written is kept as long as the car is. */
export function copyVehicle(target: Float32Array, offset: number, vehicle: VehicleFacts, year: number): void {
  let known = vectors.get(vehicle);
  if (known?.year !== year) {
    known = { year, vector: new Float32Array(vehicleVectorSize) };
    writeVehicle(known.vector, 0, vehicle, year);
    vectors.set(vehicle, known);
  }
  target.set(known.vector, offset);
}

/**
 * Writes the content of one vehicle into `target` from `offset`. Every unknown fact leaves its columns zero and says
 * so in a "known" column, so that an unknown price is not a price of nought. `year` is the calendar year asked in.
 */
export function writeVehicle(
  target: Float32Array,
  offset: number,
  vehicle: VehicleFacts,
  year: number,
): void {
  const mark = (start: number, place: number) => {
    if (place >= 0) target[offset + start + place] = 1;
  };
  const measure = (start: number, value: number) => {
    target[offset + start] = value;
    target[offset + start + 1] = 1;
  };
  mark(bodyAt, bodyPlace(vehicle.bodyStyle));
  mark(fuelAt, fuelPlace(vehicle.fuelType));
  mark(conditionAt, conditionPlace(vehicle.condition));
  if (vehicle.price !== undefined) measure(priceAt, priceLevel(vehicle.price));
  if (vehicle.modelYear !== undefined)
    measure(ageAt, Math.min(Math.max(year - vehicle.modelYear, 0), 20) / 5);
  if (vehicle.mileageKm !== undefined) measure(mileageAt, Math.log1p(vehicle.mileageKm / 10_000));
  if (vehicle.make !== undefined)
    for (const seed of makeSeeds) mark(makeAt, bucketOf(vehicle.make, makeBuckets, seed));
}
