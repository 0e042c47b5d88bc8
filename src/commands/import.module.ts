import { Module } from '@nestjs/common';
import { PlatformModule } from '../modules/platform/platform.module.js';
import { TenancyModule } from '../modules/tenancy/tenancy.module.js';
import { VehiclesModule } from '../modules/vehicles/vehicles.module.js';

/** What the import commands need of the house: no models are loaded and no GraphQL is built for them. */
@Module({ imports: [PlatformModule, TenancyModule, VehiclesModule] })
export class ImportModule {}
