import { Module } from '@nestjs/common';
import { ConsentModule } from '../consent/consent.module.js';
import { EventsModule } from '../events/events.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { AuditLook } from './audit/audit-look.js';
import { AuditPeople } from './audit/audit-people.js';
import { AuditRepository } from './audit/audit.repository.js';
import { AuditService } from './audit/audit.service.js';
import { AudienceService } from './audience.service.js';
import { AudienceWalk } from './audience-walk.js';
import { changeProviders } from './changes/change-providers.js';
import { DeliveriesService } from './changes/deliveries.service.js';
import { ChangesPersonalData } from './changes/personal-changes.service.js';
import { EvaluationLoop } from './evaluation-loop.js';
import { EvaluationMetrics } from './evaluation.metrics.js';
import { EvaluationRepository } from './evaluation.repository.js';
import { EvaluationService } from './evaluation.service.js';
import { EvaluationStep } from './evaluation-step.js';
import { FiguresRepository } from './figures/figures.repository.js';
import { FiguresResolver } from './figures/figures.resolver.js';
import { FiguresService } from './figures/figures.service.js';
import { IabResolver } from './iab/iab.resolver.js';
import { HeldSegments } from './held-segments.js';
import { AskedAudiences } from './insight/asked-audiences.js';
import { ClausesService } from './insight/clauses.service.js';
import { ClauseSentence, InsightResolver } from './insight/insight.resolver.js';
import { InsightService } from './insight/insight.service.js';
import { SuggestionsResolver, SuggestionWords } from './insight/suggestions.resolver.js';
import { SuggestionsService } from './insight/suggestions.service.js';
import { TenantTraits } from './insight/tenant-traits.js';
import { LivingIds } from './living-ids.js';
import { Leftovers } from './leftovers.js';
import { LifecycleRepository } from './lifecycle/lifecycle.repository.js';
import { LifecycleResolver, LifecycleStageSentence } from './lifecycle/lifecycle.resolver.js';
import { LifecycleService } from './lifecycle/lifecycle.service.js';
import { StageKeeper } from './lifecycle/stage-keeper.js';
import { StageRulesInForce } from './lifecycle/stage-rules-in-force.js';
import { StagesService } from './lifecycle/stages.service.js';
import { StaysRepository } from './lifecycle/stays.repository.js';
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
import { PeopleKnown } from './known-people.js';
import { LookalikeFiller } from './lookalikes/lookalike-filler.js';
import { LookalikeMembersResolver } from './lookalikes/lookalike-members.resolver.js';
import { LookalikePeople } from './lookalikes/lookalike-people.js';
import { LookalikeSeeds } from './lookalikes/lookalike-seeds.js';
import { LookalikeWakeUps } from './lookalikes/lookalike-wake-ups.js';
import { LookalikeWork } from './lookalikes/lookalike-work.service.js';
import { LookalikesRepository } from './lookalikes/lookalikes.repository.js';
import { LookalikesResolver } from './lookalikes/lookalikes.resolver.js';
import { LookalikesService } from './lookalikes/lookalikes.service.js';
import { MembersService } from './members.service.js';
import { MembershipWriter } from './membership-writer.js';
import { PeopleService } from './people.service.js';
import { SegmentsPersonalData } from './personal-data.service.js';
import { PersonalSegmentsRepository } from './personal-segments.repository.js';
import { ChangePreviewService } from './previews/change-preview.service.js';
import { PreviewService } from './previews/preview.service.js';
import { PreviewsResolver } from './previews/previews.resolver.js';
import { Publisher } from './publisher.js';
import { EveryoneReader } from './questions/everyone-reader.js';
import { QuestionAsker } from './questions/question-asker.js';
import { QuestionsRepository } from './questions/questions.repository.js';
import { QuestionsService } from './questions/questions.service.js';
import { ShardQuestions } from './questions/shard-questions.js';
import { OwnersRepository } from './resident/owners.repository.js';
import { ResidentLoader } from './resident/resident-loader.js';
import { ResidentThreads } from './resident/resident-threads.js';
import { Residents } from './resident/residents.service.js';
import { ShardOwnership } from './resident/shard-ownership.js';
import { ShardSnapshots } from './resident/snapshot/shard-snapshots.js';
import { SnapshotFolder } from './resident/snapshot/snapshot-folder.js';
import { SnapshotKeeper } from './resident/snapshot/snapshot-keeper.js';
import { SnapshotRegister } from './resident/snapshot/snapshot-register.js';
import { SnapshotsRepository } from './resident/snapshot/snapshots.repository.js';
import { RemovalFollower } from './removal-follower.js';
import { RemovalsRepository } from './removals.repository.js';
import { SegmentBackfills } from './segment-backfills.js';
import { SegmentReferences } from './segment-references.js';
import { SegmentRules } from './segment-rules.js';
import { SegmentUpkeep } from './segment-upkeep.js';
import { SegmentsTicks } from './segments-ticks.js';
import { SegmentWaker } from './segment-waker.js';
import { SegmentsRepository } from './segments.repository.js';
import { SegmentsResolver } from './segments.resolver.js';
import { SegmentsService } from './segments.service.js';
import { PreviewSentence, ReasonSentence, SegmentSentence } from './sentences.resolver.js';
import { ShardLeases } from './shard-leases.js';
import { StoreKeeper } from './store-keeper.js';
import { SurroundingsService } from './surroundings.service.js';
import { VerificationService } from './verification.service.js';
import { VersionSentence, VersionsResolver } from './versions/versions.resolver.js';
import { VersionsRepository } from './versions/versions.repository.js';
import { VersionsService } from './versions/versions.service.js';
import { WakeUps } from './wake-ups.js';
import { WorkFinder } from './work-finder.js';
import { WorkersRepository } from './workers.repository.js';

/** Uploaded lists. */
const lists = [ListEditor, ListEntriesRepository, ListImportService, ListNews, ListReader, ListWriter, ListsPersonalData, ListsRepository, ListsResolver, ListsService, PeopleOnLists, PeopleOnListsResolver]; // prettier-ignore

/** What is asked about everybody. */
const questions = [EveryoneReader, QuestionAsker, QuestionsRepository, QuestionsService, ShardQuestions];

/** Lists that grow a seed by those who behave like it. */
const lookalikes = [LookalikeFiller, LookalikeMembersResolver, LookalikePeople, LookalikeSeeds, LookalikeWakeUps, LookalikeWork, LookalikesRepository, LookalikesResolver, LookalikesService]; // prettier-ignore

/** Shards written down, so that they are taken up in seconds. */
const snapshots = [ShardSnapshots, SnapshotFolder, SnapshotKeeper, SnapshotRegister, SnapshotsRepository];

/** What is to be learnt of audiences. */
const insight = [
  AskedAudiences,
  ClausesService,
  ClauseSentence,
  InsightResolver,
  InsightService,
  SuggestionsResolver,
  SuggestionsService,
  SuggestionWords,
  TenantTraits,
];

/**
 * Who belongs where. Owns `segments`, `segment_versions`, `segment_memberships`, `segment_backfills`, `segment_retention`,
 * `lifecycle_settings`, `profile_evaluations`, `evaluation_requests`, `audience_questions`, `audience_answers`, `audience_lists`,
 * `audience_list_entries`, `lookalikes`, `lookalike_members`, `shard_owners`, `shard_snapshots`, `snapshot_changes` and `segment_workers`; and
 * for those who hear of changes `segment_subscriptions`, `segment_changes` and `segment_deliveries`. Tails the log of `events`, asks `profiles` for ids, `consent` for what
 * people allow and `vehicles` where dealers stand, and publishes viewer states.
 */
@Module({
  imports: [ConsentModule, EventsModule, ProfilesModule, TenancyModule, VehiclesModule],
  providers: [
    ...changeProviders,
    ...lists,
    SegmentsResolver,
    SegmentSentence,
    PreviewSentence,
    ReasonSentence,
    SegmentsService,
    SegmentsRepository,
    SegmentBackfills,
    AuditLook,
    AuditPeople,
    AuditRepository,
    AuditService,
    AudienceService,
    AudienceWalk,
    LivingIds,
    PeopleKnown,
    PeopleService,
    PersonalSegmentsRepository,
    SegmentsPersonalData,
    EvaluationLoop,
    EvaluationService,
    EvaluationStep,
    EvaluationRepository,
    EvaluationMetrics,
    FiguresRepository,
    FiguresResolver,
    FiguresService,
    HeldSegments,
    Leftovers,
    IabResolver,
    LifecycleRepository,
    LifecycleResolver,
    LifecycleService,
    LifecycleStageSentence,
    MembersService,
    MembershipWriter,
    OwnersRepository,
    ResidentLoader,
    ResidentThreads,
    Residents,
    ShardLeases,
    ShardOwnership,
    RemovalFollower,
    RemovalsRepository,
    SegmentReferences,
    SegmentRules,
    ChangePreviewService,
    PreviewService,
    PreviewsResolver,
    Publisher,
    ...questions,
    ...insight,
    ...lookalikes,
    ...snapshots,
    SegmentUpkeep,
    SegmentsTicks,
    SegmentWaker,
    StageKeeper,
    StageRulesInForce,
    StagesService,
    StaysRepository,
    StoreKeeper,
    SurroundingsService,
    VerificationService,
    VersionSentence,
    VersionsRepository,
    VersionsResolver,
    VersionsService,
    WakeUps,
    WorkFinder,
    WorkersRepository,
  ],
  exports: [
    AuditService,
    ChangesPersonalData,
    DeliveriesService,
    SegmentsService,
    LifecycleService,
    MembersService,
    SegmentsPersonalData,
    SegmentsTicks,
    ShardLeases,
    ShardOwnership,
    ShardQuestions,
    SnapshotKeeper,
    ListEditor,
    ListImportService,
    ListsPersonalData,
    ListsService,
    LookalikeWakeUps,
    LookalikeWork,
    VerificationService,
  ],
})
export class SegmentsModule {}
