import { Module } from '@nestjs/common';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { CatalogueImportService } from './catalogue-import.service.js';
import { CatalogueRepository } from './catalogue.repository.js';
import { FeedLeaving } from './feeds/feed-leaving.js';
import { FeedsRepository } from './feeds/feeds.repository.js';
import { RowContexts } from './feeds/row-contexts.js';
import { StockFeedsController } from './feeds/stock-feeds.controller.js';
import { StockFeedsResolver } from './feeds/stock-feeds.resolver.js';
import { StockFeedsService } from './feeds/stock-feeds.service.js';
import { StockUploads } from './feeds/stock-uploads.js';
import { StockBatchRepository } from './stock-batch.repository.js';
import { DealersRepository } from './dealers.repository.js';
import { DealersResolver } from './dealers.resolver.js';
import { DealersService } from './dealers.service.js';
import { StockImportService } from './stock-import.service.js';
import { StockMemory } from './stock-memory.js';
import { StockWriterService } from './stock-writer.service.js';
import { StockRepository } from './stock.repository.js';
import { VehicleDetailsResolver } from './vehicle-details.resolver.js';
import { VehiclesResolver } from './vehicles.resolver.js';
import { VehiclesService } from './vehicles.service.js';

/**
 * What can be bought, and where it stands. Owns `vehicle_trims`, `dealers`, `stock_units`, their former prices and the feeds
 * they come by; keeps each tenant's stock in memory. Calls platform, and tenancy for the currency a tenant sells in.
 */
@Module({
  imports: [TenancyModule],
  controllers: [StockFeedsController],
  providers: [
    CatalogueRepository,
    StockRepository,
    StockBatchRepository,
    FeedsRepository,
    StockMemory,
    StockWriterService,
    RowContexts,
    FeedLeaving,
    DealersRepository,
    DealersService,
    DealersResolver,
    VehiclesService,
    VehiclesResolver,
    VehicleDetailsResolver,
    CatalogueImportService,
    StockImportService,
    StockUploads,
    StockFeedsService,
    StockFeedsResolver,
  ],
  exports: [VehiclesService, DealersService, CatalogueImportService, StockImportService, StockWriterService],
})
export class VehiclesModule {}
