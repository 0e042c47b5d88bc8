import { Module } from '@nestjs/common';
import { CatalogueRepository } from './catalogue.repository.js';
import { StockMemory } from './stock-memory.js';
import { StockRepository } from './stock.repository.js';
import { VehiclesResolver } from './vehicles.resolver.js';
import { VehiclesService } from './vehicles.service.js';

/**
 * What can be bought, and where it stands. Owns `vehicle_trims`, `dealers` and `stock_units`; keeps each tenant's stock
 * in memory. Calls platform and tenancy.
 */
@Module({
  providers: [CatalogueRepository, StockRepository, StockMemory, VehiclesService, VehiclesResolver],
  exports: [VehiclesService],
})
export class VehiclesModule {}
