import { Module } from '@nestjs/common';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CampaignsResolver } from './campaigns.resolver.js';
import { CampaignsService } from './campaigns.service.js';
import { CreativesRepository } from './creatives.repository.js';
import { CreativesResolver } from './creatives.resolver.js';
import { CreativesService } from './creatives.service.js';
import { LaunchCheck } from './launch-check.js';
import { LiveCampaigns } from './live-campaigns.js';

/**
 * What may be shown, to whom, where and when. Owns `campaigns`, `campaign_placements`, `campaign_audiences`,
 * `creatives` and `placements`; keeps the live ones in memory for decisions. Calls vehicles and tenancy.
 */
@Module({
  imports: [TenancyModule, VehiclesModule],
  providers: [
    CampaignsRepository,
    CreativesRepository,
    LiveCampaigns,
    LaunchCheck,
    CampaignsService,
    CreativesService,
    CampaignsResolver,
    CreativesResolver,
  ],
  exports: [CampaignsService, CreativesService],
})
export class CampaignsModule {}
