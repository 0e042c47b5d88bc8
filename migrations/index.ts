import { CreateTenants1763800001000 } from './1763800001000-create-tenants.js';

/** Every migration, oldest first. */
export const migrations = [CreateTenants1763800001000];
