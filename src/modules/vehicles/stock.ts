import { hash } from 'node:crypto';
import type { StockState, StockUnitEntity } from '../../models/vehicle/stock-unit.entity.js';
import { nameBasedId } from './name-based-id.js';

/** A unit to write: what a feed can know of it. */
export type NewStockUnit = Omit<
  StockUnitEntity,
  | 'tenantId'
  | 'firstSeenAt'
  | 'updatedAt'
  | 'changedXid'
  | 'priceSince'
  | 'withdrawnFrom'
  | 'feed'
  | 'contentHash'
  | 'msrp'
  | 'inStockSince'
  | 'state'
> &
  Partial<Pick<StockUnitEntity, 'msrp' | 'inStockSince'>> & {
    /** Null where nothing known is said of it: a car on file keeps the state it has, a new one is AVAILABLE. */
    readonly state: StockState | null;
  };

/** What became of the units written. */
export interface UpsertCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** The id of a car, derived from its tenant and stock number: the same after every import. */
export function stockUnitId(tenantId: string, stockNumber: string): string {
  return nameBasedId(`stock:${stockNumber}`, tenantId);
}

/** A unit with the digest of what it says, in the shape of a UUID. */
export interface DigestedUnit {
  readonly unit: NewStockUnit;
  readonly hash: string;
}

/** Digests everything a unit says but its state, which others change too. To be called before the writer's lock is taken. */
export function digested(unit: NewStockUnit): DigestedUnit {
  const { vin, dealerId, trimId, make, model, trim, modelYear, bodyStyle, fuelType, condition, price } = unit;
  const { currency, mileageKm, transmission, colour, imageUrl, msrp = null, inStockSince = null } = unit;
  const said = [vin, dealerId, trimId, make, model, trim, modelYear, bodyStyle, fuelType, condition, price, currency, mileageKm, transmission, colour, imageUrl, msrp, inStockSince]; // prettier-ignore
  const hex = hash('sha256', JSON.stringify(said), 'hex');
  return {
    unit,
    hash: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`,
  };
}
