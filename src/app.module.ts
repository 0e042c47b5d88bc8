import { Module } from '@nestjs/common';
import { EventsModule } from './modules/events/events.module.js';
import { ConsentModule } from './modules/consent/consent.module.js';
import { ExperimentsModule } from './modules/experiments/experiments.module.js';
import { DecisioningModule } from './modules/decisioning/decisioning.module.js';
import { DriftModule } from './modules/drift/drift.module.js';
import { ExportsModule } from './modules/exports/exports.module.js';
import { FinanceModule } from './modules/finance/finance.module.js';
import { HandoverModule } from './modules/handover/handover.module.js';
import { InferenceModule } from './modules/inference/inference.module.js';
import { LeadsModule } from './modules/leads/leads.module.js';
import { ListingsModule } from './modules/listings/listings.module.js';
import { PlatformModule } from './modules/platform/platform.module.js';
import { ProfilesModule } from './modules/profiles/profiles.module.js';
import { PromotionModule } from './modules/promotion/promotion.module.js';
import { RetrainingModule } from './modules/retraining/retraining.module.js';
import { RightsModule } from './modules/rights/rights.module.js';
import { SegmentsModule } from './modules/segments/segments.module.js';
import { ShoppingModule } from './modules/shopping/shopping.module.js';
import { TestDrivesModule } from './modules/test-drives/test-drives.module.js';
import { TradeInModule } from './modules/trade-in/trade-in.module.js';
import { TenancyModule } from './modules/tenancy/tenancy.module.js';
import { CampaignsModule } from './modules/campaigns/campaigns.module.js';
import { VehiclesModule } from './modules/vehicles/vehicles.module.js';

const rooms = [
  PlatformModule,
  TenancyModule,
  InferenceModule,
  VehiclesModule,
  ProfilesModule,
  ConsentModule,
  EventsModule,
  FinanceModule,
  TradeInModule,
  ShoppingModule,
  ListingsModule,
  SegmentsModule,
  CampaignsModule,
  ExperimentsModule,
  LeadsModule,
  DecisioningModule,
  ExportsModule,
  TestDrivesModule,
  HandoverModule,
  PromotionModule,
  DriftModule,
  RetrainingModule,
  RightsModule,
];

/** Table of contents. The order is the ladder's, lowest rung first. Who opens a door on it sees every room's service. */
@Module({ imports: rooms, exports: rooms })
export class AppModule {}
