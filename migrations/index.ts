import { CreateTenants1763800001000 } from './1763800001000-create-tenants.js';
import { CreateVehicles1763800003000 } from './1763800003000-create-vehicles.js';

/** Every migration, oldest first. */
export const migrations = [CreateTenants1763800001000, CreateVehicles1763800003000];
