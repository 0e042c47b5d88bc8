import type { MileageUnit } from '../mileage.js';

/** In what state a car is that somebody wants to part with, the best first. */
export const tradeInConditions = ['EXCELLENT', 'GOOD', 'FAIR', 'POOR'] as const;
/** One of them. */
export type TradeInCondition = (typeof tradeInConditions)[number];

/** A car that somebody may part with, as far as its value depends on it. */
export interface TradeInCar {
  readonly make: string;
  readonly model: string;
  /** Null where it is not said. */
  readonly trim: string | null;
  readonly modelYear: number;
  /** In whole units; null where it is not said. */
  readonly mileage: number | null;
  readonly mileageUnit: MileageUnit | null;
  readonly condition: TradeInCondition | null;
}

/** From what to what a car is worth, by which version of a table. Decimals in major units. */
export interface TradeInBand {
  readonly low: string;
  readonly high: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly tableId: string;
}

/** A car that somebody offered with a lead. Its VIN leads to its owner, so it is personal: kept sealed, and in no log. */
export interface OfferedCar extends TradeInCar {
  readonly vin: string | null;
  /** What it was worth when it was offered: null where no table said, left out while it is not valued. */
  readonly band?: TradeInBand | null;
}
