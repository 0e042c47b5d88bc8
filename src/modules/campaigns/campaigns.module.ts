import { Module } from '@nestjs/common';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { AdvertisersRepository } from './advertisers/advertisers.repository.js';
import { AdvertisersResolver } from './advertisers/advertisers.resolver.js';
import { AdvertisersService } from './advertisers/advertisers.service.js';
import { ApprovalResolver } from './approval/approval.resolver.js';
import { ApprovalService } from './approval/approval.service.js';
import { CampaignSettingsRepository } from './approval/campaign-settings.repository.js';
import { CampaignChanges } from './campaign-changes.js';
import { CampaignRows } from './campaign-rows.js';
import { CampaignStanding } from './campaign-standing.js';
import { CampaignTransactions } from './campaign-transactions.js';
import { CampaignWritesRepository } from './campaign-writes.repository.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CampaignsResolver } from './campaigns.resolver.js';
import { CampaignsService } from './campaigns.service.js';
import { CreativesRepository } from './creatives.repository.js';
import { CreativesResolver } from './creatives.resolver.js';
import { CreativesService } from './creatives.service.js';
import { CampaignHoldsRepository } from './holds/campaign-holds.repository.js';
import { CampaignHoldsService } from './holds/campaign-holds.service.js';
import { LaunchCheck } from './launch-check.js';
import { LiveCampaigns } from './live-campaigns.js';
import { BulkEditsService } from './many/bulk-edits.service.js';
import { CampaignCopiesService } from './many/campaign-copies.service.js';
import { ManyCampaignsResolver } from './many/many.resolver.js';
import { PlacementsRepository } from './placements/placements.repository.js';
import { PlacementsResolver } from './placements/placements.resolver.js';
import { PlacementsService } from './placements/placements.service.js';
import { RunningCheckService } from './running/running-check.service.js';
import { Surroundings } from './surroundings.js';
import { CampaignVersionsRepository } from './versions/campaign-versions.repository.js';
import { CampaignVersionsResolver } from './versions/campaign-versions.resolver.js';
import { CampaignVersionsService } from './versions/campaign-versions.service.js';

/**
 * What may be shown, for whom and to whom, where, when and on which terms. Owns `campaigns`, `campaign_placements`,
 * `campaign_audiences`, `campaign_versions`, `campaign_holds`, `campaign_settings`, `creatives`, `placements` and `advertisers`; keeps the live ones in
 * memory for decisions. Calls vehicles and tenancy.
 */
@Module({
  imports: [TenancyModule, VehiclesModule],
  providers: [
    CampaignsRepository,
    CampaignWritesRepository,
    CampaignVersionsRepository,
    CampaignHoldsRepository,
    CampaignSettingsRepository,
    CreativesRepository,
    PlacementsRepository,
    AdvertisersRepository,
    LiveCampaigns,
    CampaignTransactions,
    CampaignRows,
    CampaignChanges,
    CampaignStanding,
    Surroundings,
    LaunchCheck,
    CampaignsService,
    CreativesService,
    PlacementsService,
    AdvertisersService,
    ApprovalService,
    CampaignVersionsService,
    CampaignHoldsService,
    CampaignCopiesService,
    BulkEditsService,
    RunningCheckService,
    CampaignsResolver,
    CreativesResolver,
    PlacementsResolver,
    AdvertisersResolver,
    ApprovalResolver,
    CampaignVersionsResolver,
    ManyCampaignsResolver,
  ],
  exports: [CampaignsService, CreativesService, PlacementsService, AdvertisersService, RunningCheckService, CampaignHoldsService], // prettier-ignore
})
export class CampaignsModule {}
