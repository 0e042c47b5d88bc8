import type { VehicleFacts } from '../../../../models/vehicle/vehicle-facts.js';
import { hashOf } from '../vehicle/bucket.js';
import { priceLevel } from '../vehicle/price.js';

/** The words taste counts a car by; a model is one of its make. */
const wordNames = ['vehicleId', 'bodyStyle', 'fuelType', 'condition', 'make', 'model'] as const;
export type WordName = (typeof wordNames)[number];

/** What taste counts a car by. */
export interface Likeness {
  /** In the order of `placeOf`; empty where it is not known, and nobody has a taste for that. */
  readonly words: readonly string[];
  /** The hash of each word: whoever looks for one seldom has to read it. */
  readonly hashes: readonly number[];
  /** See `priceLevel`; NaN where no price is known. */
  readonly level: number;
}

/** Where a word stands in a likeness. */
export const placeOf = (name: WordName): number => wordNames.indexOf(name);

/** What taste counts this car by. */
export function likenessOf(car: VehicleFacts): Likeness {
  const make = car.make?.toLowerCase() ?? '';
  const model = car.model === undefined ? '' : `${make}/${car.model.toLowerCase()}`;
  const { vehicleId = '', bodyStyle = '', fuelType = '', condition = '' } = car;
  const words = [vehicleId, bodyStyle, fuelType, condition, make, model];
  return { words, hashes: words.map((word) => hashOf(word)), level: car.price === undefined ? NaN : priceLevel(car.price) };
} // prettier-ignore
