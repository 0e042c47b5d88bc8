import { v5 as uuidv5 } from 'uuid';
import type { StockState, StockUnitEntity } from '../../models/vehicle/stock-unit.entity.js';
import type { BodyStyle, Condition, FuelType } from '../../models/vehicle/vehicle-facts.js';

/** A unit to write: what a feed can know of it. */
export type NewStockUnit = Omit<StockUnitEntity, 'tenantId' | 'firstSeenAt' | 'updatedAt' | 'changedXid'>;

/** What became of the units written. */
export interface UpsertCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Which cars to list. Each list is "any of"; absent means any at all. Names are compared without case. */
export interface StockFilter {
  readonly makes?: readonly string[] | undefined;
  readonly models?: readonly string[] | undefined;
  readonly bodyStyles?: readonly BodyStyle[] | undefined;
  readonly fuelTypes?: readonly FuelType[] | undefined;
  readonly conditions?: readonly Condition[] | undefined;
  readonly states?: readonly StockState[] | undefined;
  readonly dealerIds?: readonly string[] | undefined;
  /** Decimal strings in major units, both ends included. */
  readonly priceFrom?: string | undefined;
  readonly priceTo?: string | undefined;
}

/** Orders in which stock can be listed. */
export const stockOrders = ['PRICE_ASC', 'PRICE_DESC'] as const;
export type StockOrder = (typeof stockOrders)[number];

/** The id of a car, derived from its tenant and stock number: the same after every import. */
export function stockUnitId(tenantId: string, stockNumber: string): string {
  return uuidv5(`stock:${stockNumber}`, tenantId);
}
