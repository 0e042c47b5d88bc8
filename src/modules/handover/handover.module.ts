import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { LeadsModule } from '../leads/leads.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { DeliveryRun } from './deliveries/delivery-run.js';
import { HandoverDeliveriesRepository } from './deliveries/deliveries.repository.js';
import { HandoverDeliveries } from './deliveries/deliveries.service.js';
import { HandoverMetrics } from './deliveries/handover.metrics.js';
import { HandoverWork } from './deliveries/handover-work.js';
import { MailPost } from './deliveries/mail-post.js';
import { PersonalHandoversRepository } from './deliveries/personal-handovers.repository.js';
import { HandoverSender } from './deliveries/sender.js';
import { HandedLeads } from './handed-leads.js';
import { HandoverResolver } from './handover.resolver.js';
import { AdfIntake } from './inbound/adf-intake.service.js';
import { LeadFeedback } from './inbound/feedback.service.js';
import { InboundController } from './inbound/inbound.controller.js';
import { HandoverPersonalData } from './personal-data.service.js';
import { TargetsRepository } from './targets/targets.repository.js';
import { HandoverTargets } from './targets/targets.service.js';
import { HandoverTrials } from './trials.service.js';

/**
 * Leads leave the house: to dealers and their systems, as ADF or in webhooks; and come in by ADF, as does what dealers tell of
 * them. Owns `handover_targets` and `handover_deliveries`. Calls leads, events, vehicles
 * and tenancy.
 */
@Module({
  imports: [EventsModule, LeadsModule, VehiclesModule, TenancyModule],
  controllers: [InboundController],
  providers: [AdfIntake, DeliveryRun, HandedLeads, HandoverDeliveries, HandoverDeliveriesRepository, HandoverMetrics, HandoverPersonalData, HandoverResolver, HandoverSender, HandoverTargets, HandoverTrials, HandoverWork, LeadFeedback, MailPost, PersonalHandoversRepository, TargetsRepository], // prettier-ignore
  exports: [HandoverDeliveries, HandoverPersonalData],
})
export class HandoverModule {}
