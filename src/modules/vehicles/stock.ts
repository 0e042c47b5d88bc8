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
