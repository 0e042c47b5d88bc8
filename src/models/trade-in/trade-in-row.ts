import type { MileageUnit } from '../mileage.js';
import type { TradeInCondition } from './trade-in.js';

/** One row of a valuation table: which cars, and from what to what they are worth. Kept as JSON with its table; decimals are strings. */
export interface TradeInRow {
  readonly make: string;
  readonly model: string;
  /** Empty: of any trim. */
  readonly trim: string;
  /** Both ends belong to it, of years as of mileages. */
  readonly yearFrom: number;
  readonly yearTo: number;
  readonly mileageFrom: number;
  readonly mileageTo: number;
  readonly mileageUnit: MileageUnit;
  readonly condition: TradeInCondition;
  readonly low: string;
  readonly high: string;
}
