import { ApiKeyEntity } from './tenant/api-key.entity.js';
import { TenantEntity } from './tenant/tenant.entity.js';
import { DealerEntity } from './vehicle/dealer.entity.js';
import { StockUnitEntity } from './vehicle/stock-unit.entity.js';
import { VehicleTrimEntity } from './vehicle/vehicle-trim.entity.js';

/** Every table. One list, so that the schema check knows when a migration is missing. */
export const entities = [TenantEntity, ApiKeyEntity, VehicleTrimEntity, DealerEntity, StockUnitEntity];
