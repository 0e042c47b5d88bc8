import { Module } from '@nestjs/common';
import { ConsentModule } from '../consent/consent.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { Admission } from './permission/admission.js';
import { Arrivals } from './arrivals.js';
import { EventMetrics } from './event.metrics.js';
import { EventWriter } from './event-writer.js';
import { EventsRepository } from './events.repository.js';
import { EventsResolver } from './events.resolver.js';
import { EventsService } from './events.service.js';
import { HouseholdMembersResolver } from './households/household-members.resolver.js';
import { HouseholdResolver } from './households/household.resolver.js';
import { LateRemovalsRepository } from './late-removals.repository.js';
import { LeadNotes } from './lead-notes.service.js';
import { LooksRepository } from './looks.repository.js';
import { LooksService } from './looks.service.js';
import { LogBase } from './log-base.js';
import { LogBaseRepository } from './log-base.repository.js';
import { LogFollower } from './log-follower.js';
import { LogRepository } from './log.repository.js';
import { MappingResolver } from './mapping/mapping.resolver.js';
import { MappingsRepository } from './mapping/mappings.repository.js';
import { MappingsService } from './mapping/mappings.service.js';
import { TenantVocabulary } from './mapping/tenant-vocabulary.js';
import { MeasurementController } from './measurement-protocol/measurement.controller.js';
import { MeasurementService } from './measurement-protocol/measurement.service.js';
import { PreflightController } from './preflight.controller.js';
import { MergingResolver } from './merging/merging.resolver.js';
import { MergingService } from './merging/merging.service.js';
import { ObjectionService } from './permission/objection.service.js';
import { PersonalConsentResolver } from './permission/personal-consent.resolver.js';
import { PersonalConsentService } from './permission/personal-consent.service.js';
import { Forgetting } from './forgetting.js';
import { EventsPersonalData } from './personal-data.service.js';
import { PersonalEventsRepository } from './personal-events.repository.js';
import { Recorder } from './recorder.js';
import { RejectedEventsRepository } from './rejected-events.repository.js';
import { Rejections } from './rejections.js';
import { ReportsService } from './reports.service.js';
import { EventImportService } from './offline/event-import.service.js';
import { ImportResolver } from './offline/import.resolver.js';
import { CollectRate } from './rate/collect-rate.service.js';
import { Remover } from './retention/remover.js';
import { RetentionRepository } from './retention/retention.repository.js';
import { RetentionResolver } from './retention/retention.resolver.js';
import { RetentionService } from './retention/retention.service.js';
import { ReplayResolver } from './replay/replay.resolver.js';
import { ReplayService } from './replay/replay.service.js';
import { Replayer } from './replay/replayer.js';
import { ReplaysRepository } from './replay/replays.repository.js';
import { AnalyticsJsController } from './segment-api/analytics-js.controller.js';
import { RudderstackJsController } from './segment-api/rudderstack-js.controller.js';
import { CollectorService } from './segment-api/collector.service.js';
import { SegmentApiController } from './segment-api/segment-api.controller.js';
import { UpkeepService } from './upkeep.service.js';

/**
 * What happened. Takes events in Segment's and GA4's formats, understands them, writes them durably, and keeps the log that
 * others follow. Owns `events`, `event_receipts`, `rejected_events`, `event_mappings`, `event_replays`, `log_positions`,
 * `log_base`, `late_removals` and `event_retention`. Calls profiles, vehicles, consent and tenancy.
 */
@Module({
  imports: [ProfilesModule, VehiclesModule, ConsentModule, TenancyModule],
  controllers: [
    AnalyticsJsController,
    RudderstackJsController,
    MeasurementController,
    PreflightController,
    SegmentApiController,
  ],
  providers: [Admission, Arrivals, CollectorService, CollectRate, EventImportService, EventMetrics, EventsPersonalData, EventsRepository, EventsResolver, EventsService, EventWriter, Forgetting, HouseholdMembersResolver, HouseholdResolver, ImportResolver, LateRemovalsRepository, LeadNotes, LogBase, LogBaseRepository, LooksRepository, LooksService, LogFollower, LogRepository, MappingResolver, MappingsRepository, MappingsService, MeasurementService, MergingResolver, MergingService, ObjectionService, PersonalConsentResolver, PersonalConsentService, PersonalEventsRepository, Recorder, RejectedEventsRepository, Rejections, Remover, Replayer, ReplayResolver, ReplayService, ReplaysRepository, ReportsService, RetentionRepository, RetentionResolver, RetentionService, TenantVocabulary, UpkeepService], // prettier-ignore
  exports: [
    CollectRate,
    EventsService,
    EventImportService,
    EventsPersonalData,
    LeadNotes,
    LooksService,
    ReplayService,
    RetentionService,
  ],
})
export class EventsModule {}
