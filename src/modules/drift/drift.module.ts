import { Module } from '@nestjs/common';
import { DecisioningModule } from '../decisioning/decisioning.module.js';
import { InferenceModule } from '../inference/inference.module.js';
import { LeadsModule } from '../leads/leads.module.js';
import { AlertsRepository } from './alerts/alerts.repository.js';
import { ModelAlerts } from './alerts/alerts.service.js';
import { DaysRepository } from './counting/days.repository.js';
import { DriftGauges } from './drift-gauges.js';
import { DriftNews } from './drift-news.js';
import { DriftRepository } from './drift.repository.js';
import { DriftResolver } from './drift.resolver.js';
import { DriftService } from './drift.service.js';
import { LeadRows } from './sources/lead-rows.js';
import { OfferRows } from './sources/offer-rows.js';
import { RowSources } from './sources/row-sources.js';
import { TenantDrift } from './tenant-drift.js';

/**
 * Watches whether what models are given, say and foretell is still as it was when they were first used, and raises alerts. Owns
 * `model_input_days`, `model_outcome_days`, `model_drifts`, `model_alerts` and `drift_settings`. Calls inference, leads and decisioning.
 */
@Module({
  imports: [InferenceModule, LeadsModule, DecisioningModule],
  providers: [
    ...[DriftService, DriftResolver, DriftRepository, DriftNews, DriftGauges, TenantDrift],
    ...[DaysRepository, AlertsRepository, ModelAlerts, RowSources, LeadRows, OfferRows],
  ],
  exports: [DriftService, DriftGauges],
})
export class DriftModule {}
