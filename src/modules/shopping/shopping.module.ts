import { Module } from '@nestjs/common';
import { FinanceModule } from '../finance/finance.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { ShoppingService } from './shopping.service.js';
import { VehicleFacetsResolver } from './vehicle-facets.resolver.js';
import { VehicleSearchResolver } from './vehicle-search.resolver.js';

/** What a shopper can find in the stock, also by what it costs a month. Owns nothing; calls vehicles and finance. */
@Module({
  imports: [FinanceModule, VehiclesModule],
  providers: [ShoppingService, VehicleFacetsResolver, VehicleSearchResolver],
})
export class ShoppingModule {}
