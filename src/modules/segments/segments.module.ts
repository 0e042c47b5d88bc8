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
import { LifecycleRepository } from './lifecycle/lifecycle.repository.js';
import { LifecycleResolver, LifecycleStageSentence } from './lifecycle/lifecycle.resolver.js';
import { LifecycleService } from './lifecycle/lifecycle.service.js';
import { StageKeeper } from './lifecycle/stage-keeper.js';
import { StageRulesInForce } from './lifecycle/stage-rules-in-force.js';
import { StagesService } from './lifecycle/stages.service.js';
import { StaysRepository } from './lifecycle/stays.repository.js';
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

/**
 * Who belongs where. Owns `segments`, `segment_memberships`, `segment_backfills`, `segment_retention`,
 * `lifecycle_settings`, `profile_evaluations` and `evaluation_requests`. Tails the log of `events`, asks `profiles` for ids, `consent` for what
 * people allow and `vehicles` where dealers stand, and publishes viewer states.
 */
@Module({
  imports: [ConsentModule, EventsModule, ProfilesModule, TenancyModule, VehiclesModule],
  providers: [
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
    LifecycleRepository,
    LifecycleResolver,
    LifecycleService,
    LifecycleStageSentence,
    MembersService,
    MembershipWriter,
    RemovalFollower,
    RemovalsRepository,
    SegmentReferences,
    SegmentRules,
    PreviewService,
    Publisher,
    SegmentWaker,
    StageKeeper,
    StageRulesInForce,
    StagesService,
    StaysRepository,
    StoreKeeper,
    SurroundingsService,
    VerificationService,
    WakeUps,
  ],
  exports: [
    SegmentsService,
    LifecycleService,
    MembersService,
    SegmentsPersonalData,
    EvaluationLoop,
    HeldSegments,
    RemovalFollower,
    VerificationService,
  ],
})
export class SegmentsModule {}
