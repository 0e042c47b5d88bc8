import { Module } from '@nestjs/common';
import { CatalogueImportService } from './catalogue-import.service.js';
import { CatalogueRepository } from './catalogue.repository.js';
import { DealersRepository } from './dealers.repository.js';
import { DealersResolver } from './dealers.resolver.js';
import { DealersService } from './dealers.service.js';
import { StockImportService } from './stock-import.service.js';
import { StockMemory } from './stock-memory.js';
import { StockWriterService } from './stock-writer.service.js';
import { StockRepository } from './stock.repository.js';
import { VehiclesResolver } from './vehicles.resolver.js';
import { VehiclesService } from './vehicles.service.js';

/**
 * What can be bought, and where it stands. Owns `vehicle_trims`, `dealers` and `stock_units`; keeps each tenant's stock
 * in memory. Calls platform only.
 */
@Module({
  providers: [
    CatalogueRepository,
    StockRepository,
    StockMemory,
    StockWriterService,
    DealersRepository,
    DealersService,
    DealersResolver,
    VehiclesService,
    VehiclesResolver,
    CatalogueImportService,
    StockImportService,
  ],
  exports: [VehiclesService, DealersService, CatalogueImportService, StockImportService, StockWriterService],
})
export class VehiclesModule {}
