import { ApiKeyEntity } from './tenant/api-key.entity.js';
import { TenantEntity } from './tenant/tenant.entity.js';

/** Every table. One list, so that the schema check knows when a migration is missing. */
export const entities = [TenantEntity, ApiKeyEntity];
