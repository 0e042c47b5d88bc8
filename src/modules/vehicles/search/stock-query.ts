import type { Point } from '../../../models/distance.js';
import type { Attribute, Measure } from './stock-table.js';

/** Both ends included; absent: open. */
export interface Range {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** What rates are told by. */
export interface KindOfCar {
  readonly make: string;
  readonly model: string;
  /** Empty when unknown. */
  readonly trim: string;
  readonly modelYear: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** Whether cars of a kind are within somebody's reach, by price and list price in major units. Asked once of each kind. */
export type WithinReach = (kind: KindOfCar) => (price: number, listPrice: number) => boolean;

/** Which cars are meant. What is absent means any. */
export interface StockQuery {
  /** Each list is "any of", compared without case. */
  readonly among?: Readonly<Partial<Record<Attribute, readonly string[] | undefined>>>;
  readonly ranges?: Readonly<Partial<Record<Measure, Range | undefined>>>;
  /** Every word of it begins a word of the car, or it is its stock number or VIN. */
  readonly text?: string | undefined;
  readonly withinReach?: WithinReach | undefined;
  /** Where from distances are told. A car whose dealer's place is not known is nowhere near. */
  readonly near?: (Point & { readonly withinKm?: number | undefined }) | undefined;
}

/** By what cars are listed, each with whether the greatest come first. */
export const stockOrders = {
  PRICE_ASC: { by: 'price', isDown: false },
  PRICE_DESC: { by: 'price', isDown: true },
  NEWEST: { by: 'firstSeenAt', isDown: true },
  MILEAGE_ASC: { by: 'mileageKm', isDown: false },
  YEAR_DESC: { by: 'modelYear', isDown: true },
  NEAREST: { by: 'distance', isDown: false },
} as const;
export type StockOrder = keyof typeof stockOrders;

/** A place in a list: what it is listed by, and the id of the car there. */
export interface ListPlace {
  readonly key: number;
  readonly id: string;
}
