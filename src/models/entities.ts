import { ConsentLedgerEntity } from './consent/consent-ledger.entity.js';
import { ConsentPolicyEntity } from './consent/consent-policy.entity.js';
import { ConsentStateEntity } from './consent/consent-state.entity.js';
import { LeadEntity } from './lead/lead.entity.js';
import { LeadHandEntity } from './lead/lead-hand.entity.js';
import { LeadMoveEntity } from './lead/lead-move.entity.js';
import { LeadScoreEntity } from './lead/lead-score.entity.js';
import { LeadRouteEntity } from './lead/lead-route.entity.js';
import { LeadSettingsEntity } from './lead/lead-settings.entity.js';
import { LeadEscalationEntity } from './lead/lead-escalation.entity.js';
import { CampaignChargeEntity } from './decision/campaign-charge.entity.js';
import { CampaignDayEntity, CampaignTotalEntity } from './decision/campaign-spend.entity.js';
import { CampaignPaceEntity, PacingBatchEntity, TenantTrafficEntity } from './decision/pacing.entity.js';
import { CreativeSumsEntity } from './decision/creative-sums.entity.js';
import { DecisionOutcomeEntity } from './decision/decision-outcome.entity.js';
import { DecisionEntity } from './decision/decision.entity.js';
import { AudienceListEntity } from './segment/audience-list.entity.js';
import { AudienceListEntryEntity } from './segment/audience-list-entry.entity.js';
import { LookalikeEntity } from './segment/lookalike.entity.js';
import { LookalikeMemberEntity } from './segment/lookalike-member.entity.js';
import { EvaluationRequestEntity } from './segment/evaluation-request.entity.js';
import { LifecycleSettingsEntity } from './segment/lifecycle-settings.entity.js';
import { ProfileEvaluationEntity } from './segment/profile-evaluation.entity.js';
import { SegmentBackfillEntity } from './segment/segment-backfill.entity.js';
import { AudienceAnswerEntity, AudienceQuestionEntity } from './segment/audience-question.entity.js';
import { SegmentWorkerEntity } from './segment/segment-worker.entity.js';
import { ShardOwnerEntity } from './segment/shard-owner.entity.js';
import { ShardSnapshotEntity } from './segment/shard-snapshot.entity.js';
import { SnapshotChangeEntity } from './segment/snapshot-change.entity.js';
import { SegmentChangeEntity } from './segment/segment-change.entity.js';
import { SegmentDeliveryEntity } from './segment/segment-delivery.entity.js';
import { SegmentSubscriptionEntity } from './segment/segment-subscription.entity.js';
import { SegmentMembershipEntity } from './segment/segment-membership.entity.js';
import { SegmentRetentionEntity } from './segment/segment-retention.entity.js';
import { SegmentVersionEntity } from './segment/segment-version.entity.js';
import { SegmentEntity } from './segment/segment.entity.js';
import { EventMappingEntity } from './event/event-mapping.entity.js';
import { EventReplayEntity } from './event/event-replay.entity.js';
import { EventRetentionEntity } from './event/event-retention.entity.js';
import { LateRemovalEntity } from './event/late-removal.entity.js';
import { EventReceiptEntity } from './event/event-receipt.entity.js';
import { EventEntity } from './event/event.entity.js';
import { LogBaseEntity } from './event/log-base.entity.js';
import { LogPositionEntity } from './event/log-position.entity.js';
import { RejectedEventEntity } from './event/rejected-event.entity.js';
import { AudienceExportEntity } from './export/audience-export.entity.js';
import { AudienceExportPartEntity } from './export/audience-export-part.entity.js';
import { ExportedIdentityEntity } from './export/exported-identity.entity.js';
import { ExperimentEntity } from './experiment/experiment.entity.js';
import { ExperimentExposureEntity } from './experiment/experiment-exposure.entity.js';
import { ExperimentSegmentEntity } from './experiment/experiment-segment.entity.js';
import { ExperimentSumEntity } from './experiment/experiment-sum.entity.js';
import { ExperimentVersionEntity } from './experiment/experiment-version.entity.js';
import { FinanceQuoteEntity } from './finance/finance-quote.entity.js';
import { FinanceTableEntity } from './finance/finance-table.entity.js';
import { TradeInTableEntity } from './trade-in/trade-in-table.entity.js';
import { IdentityEntity } from './profile/identity.entity.js';
import { IdentityPolicyEntity } from './profile/identity-policy.entity.js';
import { HouseholdMemberEntity } from './profile/household-member.entity.js';
import { ProfileMergeEntity } from './profile/profile-merge.entity.js';
import { ErasedIdentityEntity } from './profile/erased-identity.entity.js';
import { RightsDocumentPartEntity } from './rights/rights-document-part.entity.js';
import { RightsRequestEntity } from './rights/rights-request.entity.js';
import { ProfileEntity } from './profile/profile.entity.js';
import { ApiKeyEntity } from './tenant/api-key.entity.js';
import { AdvertiserEntity } from './campaign/advertiser.entity.js';
import { CampaignSettingsEntity } from './campaign/campaign-settings.entity.js';
import { CampaignVersionEntity } from './campaign/campaign-version.entity.js';
import { CampaignAudienceEntity } from './campaign/campaign-audience.entity.js';
import { CampaignHoldEntity } from './campaign/campaign-hold.entity.js';
import { CampaignPlacementEntity } from './campaign/campaign-placement.entity.js';
import { CampaignEntity } from './campaign/campaign.entity.js';
import { CreativeEntity } from './campaign/creative.entity.js';
import { PlacementEntity } from './campaign/placement.entity.js';
import { TenantEntity } from './tenant/tenant.entity.js';
import { HandoverDeliveryEntity } from './handover/handover-delivery.entity.js';
import { HandoverTargetEntity } from './handover/handover-target.entity.js';
import { DealerEntity } from './vehicle/dealer.entity.js';
import { FormerPriceEntity } from './vehicle/former-price.entity.js';
import { StockFeedEntity } from './vehicle/stock-feed.entity.js';
import { StockFeedLeaverEntity } from './vehicle/stock-feed-leaver.entity.js';
import { StockFeedRemarkEntity } from './vehicle/stock-feed-remark.entity.js';
import { StockUnitEntity } from './vehicle/stock-unit.entity.js';
import { DemonstratorEntity } from './test-drive/demonstrator.entity.js';
import { TestDriveBookingEntity } from './test-drive/test-drive-booking.entity.js';
import { TestDriveNoteEntity } from './test-drive/test-drive-note.entity.js';
import { DiscountRedemptionEntity } from './test-drive/discount-redemption.entity.js';
import { DriveStatementEntity } from './test-drive/drive-statement.entity.js';
import { IdentityCheckEntity } from './test-drive/identity-check.entity.js';
import { KeyAskingEntity } from './test-drive/key-asking.entity.js';
import { PartnerBandEntity } from './test-drive/partner-band.entity.js';
import { ProgrammeDriveEntity } from './test-drive/programme-drive.entity.js';
import { TestDriveProgrammeEntity } from './test-drive/test-drive-programme.entity.js';
import { TestDriveSettingsEntity } from './test-drive/test-drive-settings.entity.js';
import { VehicleTrimEntity } from './vehicle/vehicle-trim.entity.js';
import { OfferSampleEntity } from './decision/offer-sample.entity.js';
import { DriftSettingsEntity } from './prediction/drift-settings.entity.js';
import { ModelAlertEntity } from './prediction/model-alert.entity.js';
import { ModelDriftEntity } from './prediction/model-drift.entity.js';
import { ModelInputDayEntity } from './prediction/model-input-day.entity.js';
import { ModelOutcomeDayEntity } from './prediction/model-outcome-day.entity.js';
import { ShadowScoreEntity } from './decision/shadow-score.entity.js';
import { ModelMoveEntity } from './prediction/model-move.entity.js';
import { RetrainingEntity } from './prediction/retraining.entity.js';
import { RetrainingSettingEntity } from './prediction/retraining-setting.entity.js';
import { ModelHoldEntity } from './prediction/model-hold.entity.js';
import { ModelStandingEntity } from './prediction/model-standing.entity.js';
import { ModelVersionEntity } from './prediction/model-version.entity.js';

/** Every table. One list, so that the schema check knows when a migration is missing. */
export const entities = [
  TenantEntity,
  ApiKeyEntity,
  VehicleTrimEntity,
  DealerEntity,
  StockUnitEntity,
  FormerPriceEntity,
  StockFeedEntity,
  StockFeedRemarkEntity,
  StockFeedLeaverEntity,
  FinanceTableEntity,
  FinanceQuoteEntity,
  TradeInTableEntity,
  AudienceListEntity,
  AudienceListEntryEntity,
  LookalikeEntity,
  LookalikeMemberEntity,
  EvaluationRequestEntity,
  LifecycleSettingsEntity,
  ProfileEvaluationEntity,
  SegmentBackfillEntity,
  AudienceQuestionEntity,
  AudienceAnswerEntity,
  SegmentWorkerEntity,
  ShardOwnerEntity,
  ShardSnapshotEntity,
  SnapshotChangeEntity,
  SegmentMembershipEntity,
  SegmentEntity,
  SegmentVersionEntity,
  SegmentRetentionEntity,
  SegmentSubscriptionEntity,
  SegmentDeliveryEntity,
  SegmentChangeEntity,
  PlacementEntity,
  CampaignEntity,
  CampaignHoldEntity,
  CampaignPlacementEntity,
  AdvertiserEntity,
  CampaignSettingsEntity,
  CampaignVersionEntity,
  CampaignAudienceEntity,
  CreativeEntity,
  ProfileEntity,
  IdentityEntity,
  HouseholdMemberEntity,
  IdentityPolicyEntity,
  ProfileMergeEntity,
  ErasedIdentityEntity,
  RightsRequestEntity,
  RightsDocumentPartEntity,
  AudienceExportEntity,
  AudienceExportPartEntity,
  ExportedIdentityEntity,
  EventEntity,
  EventReceiptEntity,
  EventRetentionEntity,
  LateRemovalEntity,
  RejectedEventEntity,
  EventMappingEntity,
  EventReplayEntity,
  LogBaseEntity,
  LogPositionEntity,
  LeadEntity,
  LeadHandEntity,
  LeadMoveEntity,
  LeadScoreEntity,
  LeadRouteEntity,
  LeadSettingsEntity,
  LeadEscalationEntity,
  DecisionEntity,
  DecisionOutcomeEntity,
  CampaignChargeEntity,
  CampaignTotalEntity,
  CampaignDayEntity,
  ExperimentEntity,
  ExperimentExposureEntity,
  ExperimentSegmentEntity,
  ExperimentSumEntity,
  ExperimentVersionEntity,
  PacingBatchEntity,
  CampaignPaceEntity,
  TenantTrafficEntity,
  CreativeSumsEntity,
  ConsentPolicyEntity,
  ConsentLedgerEntity,
  ConsentStateEntity,
  TestDriveSettingsEntity,
  TestDriveProgrammeEntity,
  ProgrammeDriveEntity,
  DriveStatementEntity,
  IdentityCheckEntity,
  KeyAskingEntity,
  DiscountRedemptionEntity,
  PartnerBandEntity,
  DemonstratorEntity,
  TestDriveBookingEntity,
  TestDriveNoteEntity,
  HandoverTargetEntity,
  HandoverDeliveryEntity,
  ModelVersionEntity,
  ShadowScoreEntity,
  ModelHoldEntity,
  ModelStandingEntity,
  ModelMoveEntity,
  OfferSampleEntity,
  ModelInputDayEntity,
  ModelOutcomeDayEntity,
  ModelDriftEntity,
  DriftSettingsEntity,
  ModelAlertEntity,
  RetrainingSettingEntity,
  RetrainingEntity,
];
