import { Module } from '@nestjs/common';
import { ConsentModule } from '../consent/consent.module.js';
import { EventsModule } from '../events/events.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { AudienceService } from './audience.service.js';
import { AudienceWalk } from './audience-walk.js';
import { EvaluationLoop } from './evaluation-loop.js';
import { EvaluationMetrics } from './evaluation.metrics.js';
import { EvaluationRepository } from './evaluation.repository.js';
import { EvaluationService } from './evaluation.service.js';
import { EvaluationStep } from './evaluation-step.js';
import { HeldSegments } from './held-segments.js';
import { ListEditor } from './lists/list-editor.service.js';
import { ListEntriesRepository } from './lists/list-entries.repository.js';
import { ListImportService } from './lists/list-import.service.js';
import { ListNews } from './lists/list-news.js';
import { ListReader } from './lists/list-reader.js';
import { ListWriter } from './lists/list-writer.js';
import { ListsRepository } from './lists/lists.repository.js';
import { ListsResolver } from './lists/lists.resolver.js';
import { ListsService } from './lists/lists.service.js';
import { PeopleOnListsResolver } from './lists/people-on-lists.resolver.js';
import { PeopleOnLists } from './lists/people-on-lists.service.js';
import { ListsPersonalData } from './lists/personal-data.service.js';
import { MembersService } from './members.service.js';
import { MembershipWriter } from './membership-writer.js';
import { PeopleService } from './people.service.js';
import { SegmentsPersonalData } from './personal-data.service.js';
import { PersonalSegmentsRepository } from './personal-segments.repository.js';
import { PreviewService } from './preview.service.js';
import { Publisher } from './publisher.js';
import { RemovalFollower } from './removal-follower.js';
import { RemovalsRepository } from './removals.repository.js';
import { SegmentBackfills } from './segment-backfills.js';
import { SegmentReferences } from './segment-references.js';
import { SegmentRules } from './segment-rules.js';
import { SegmentWaker } from './segment-waker.js';
import { SegmentsRepository } from './segments.repository.js';
import { SegmentsResolver } from './segments.resolver.js';
import { SegmentsService } from './segments.service.js';
import { PreviewSentence, ReasonSentence, SegmentSentence } from './sentences.resolver.js';
import { StoreKeeper } from './store-keeper.js';
import { SurroundingsService } from './surroundings.service.js';
import { VerificationService } from './verification.service.js';
import { WakeUps } from './wake-ups.js';

/** Uploaded lists. */
const lists = [ListEditor, ListEntriesRepository, ListImportService, ListNews, ListReader, ListWriter, ListsPersonalData, ListsRepository, ListsResolver, ListsService, PeopleOnLists, PeopleOnListsResolver]; // prettier-ignore

/**
 * Who belongs where. Owns `segments`, `segment_memberships`, `segment_backfills`, `segment_retention`,
 * `profile_evaluations`, `evaluation_requests`, `audience_lists` and `audience_list_entries`. Tails the log of `events`, asks `profiles` for ids, `consent` for what
 * people allow and `vehicles` where dealers stand, and publishes viewer states.
 */
@Module({
  imports: [ConsentModule, EventsModule, ProfilesModule, TenancyModule, VehiclesModule],
  providers: [
    ...lists,
    SegmentsResolver,
    SegmentSentence,
    PreviewSentence,
    ReasonSentence,
    SegmentsService,
    SegmentsRepository,
    SegmentBackfills,
    AudienceService,
    AudienceWalk,
    PeopleService,
    PersonalSegmentsRepository,
    SegmentsPersonalData,
    EvaluationLoop,
    EvaluationService,
    EvaluationStep,
    EvaluationRepository,
    EvaluationMetrics,
    HeldSegments,
    MembersService,
    MembershipWriter,
    RemovalFollower,
    RemovalsRepository,
    SegmentReferences,
    SegmentRules,
    PreviewService,
    Publisher,
    SegmentWaker,
    StoreKeeper,
    SurroundingsService,
    VerificationService,
    WakeUps,
  ],
  exports: [
    SegmentsService,
    MembersService,
    SegmentsPersonalData,
    EvaluationLoop,
    HeldSegments,
    ListEditor,
    ListImportService,
    ListsPersonalData,
    ListsService,
    RemovalFollower,
    VerificationService,
  ],
})
export class SegmentsModule {}
