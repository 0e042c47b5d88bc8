import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { CampaignsModule } from '../modules/campaigns/campaigns.module.js';
import { FinanceModule } from '../modules/finance/finance.module.js';
import { SegmentsModule } from '../modules/segments/segments.module.js';
import { TenancyModule } from '../modules/tenancy/tenancy.module.js';
import { TradeInModule } from '../modules/trade-in/trade-in.module.js';
import { VehiclesModule } from '../modules/vehicles/vehicles.module.js';
import { DemoCampaignsService } from './demo-campaigns.service.js';
import { DemoTablesService } from './demo-tables.service.js';
import { DemoVehiclesService } from './demo-vehicles.service.js';
import { DemoService } from './demo.service.js';

/** The demo tenant: a dealer group to try everything on. Stands above the ladder and uses only the doors. */
@Module({
  imports: [TenancyModule, VehiclesModule, FinanceModule, TradeInModule, CampaignsModule, SegmentsModule],
  providers: [DemoCampaignsService, DemoService, DemoTablesService, DemoVehiclesService],
})
export class DemoModule {
  /** The demo on top of a whole application. */
  static over(app: Type): DynamicModule {
    return { module: DemoModule, imports: [app] };
  }
}
