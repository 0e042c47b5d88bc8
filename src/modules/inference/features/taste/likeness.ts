import type { VehicleFacts } from '../../../../models/vehicle/vehicle-facts.js';
import { hashOf } from '../vehicle/bucket.js';
import { priceLevel } from '../vehicle/price.js';

/** The words taste counts a car by; a model is one of its make. */
const wordNames = ['vehicleId', 'bodyStyle', 'fuelType', 'condition', 'make', 'model'] as const;
export type WordName = (typeof wordNames)[number];

/** Where a word stands among those of a car. */
export const placeOf = (name: WordName): number => wordNames.indexOf(name);

/** Letters of a word that its hash is of: its last, in which ids and models differ most. Words that share a hash are told apart by themselves. */
const hashedLetters = 12;

/**
 * What taste counts some cars by, a row for each. They lie beside each other in memory, as most of what it takes to read them is to wait for it;
 * for the same reason words have hashes: whoever looks for one hardly ever has to read it.
 */
export class Likenesses {
  private readonly hashes: Int32Array;
  private readonly words: string[] = [];
  private readonly levels: Float64Array;

  constructor(rows: number) {
    this.hashes = new Int32Array(rows * wordNames.length);
    this.levels = new Float64Array(rows);
  }

  /** Writes a car into a row; rows are written in turn. */
  write(row: number, car: VehicleFacts): void {
    const make = car.make?.toLowerCase() ?? '';
    const model = car.model === undefined ? '' : `${make}/${car.model.toLowerCase()}`;
    const { vehicleId = '', bodyStyle = '', fuelType = '', condition = '' } = car;
    this.levels[row] = car.price === undefined ? NaN : priceLevel(car.price);
    for (const word of [vehicleId, bodyStyle, fuelType, condition, make, model]) {
      this.hashes[this.words.length] = hashOf(word, 0, Math.max(0, word.length - hashedLetters));
      this.words.push(word);
    }
  }

  /** A word of a car; empty where it is not known, and nobody has a taste for that. */
  word(row: number, place: number): string {
    return this.words[row * wordNames.length + place] ?? '';
  }

  /** The hash of the same. */
  hash(row: number, place: number): number {
    return this.hashes[row * wordNames.length + place] ?? 0;
  }

  /** See `priceLevel`; NaN where no price is known. */
  level(row: number): number {
    return this.levels[row] ?? NaN;
  }
}

/** What taste counts one car by. */
export interface Likeness {
  readonly page: Likenesses;
  readonly row: number;
}
