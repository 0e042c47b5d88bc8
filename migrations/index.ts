import { CreateTenants1763800001000 } from './1763800001000-create-tenants.js';
import { CreateViewerStore1763800002000 } from './1763800002000-create-viewer-store.js';
import { CreateVehicles1763800003000 } from './1763800003000-create-vehicles.js';
import { CreateEvents1763800004000 } from './1763800004000-create-events.js';
import { CreateSegments1763800005000 } from './1763800005000-create-segments.js';
import { CreateCampaigns1763800006001 } from './1763800006001-create-campaigns.js';
import { CreateDecisions1763800006002 } from './1763800006002-create-decisions.js';
import { CreateLeads1763800007000 } from './1763800007000-create-leads.js';
import { CreateLogBase1763900003000 } from './1763900003000-create-log-base.js';
import { HoldAudiences1763900003001 } from './1763900003001-hold-audiences.js';
import { MarkViewerStore1763900003002 } from './1763900003002-mark-viewer-store.js';
import { HoldUnreadableSegments1763900003003 } from './1763900003003-hold-unreadable-segments.js';
import { CreateConsent1763910001000 } from './1763910001000-create-consent.js';
import { AuditMerges1763910002000 } from './1763910002000-audit-merges.js';
import { CreateDataKeys1763910007000 } from './1763910007000-create-data-keys.js';
import { SealIdentities1763910007001 } from './1763910007001-seal-identities.js';
import { SealEvents1763910007002 } from './1763910007002-seal-events.js';
import { SealLeads1763910007003 } from './1763910007003-seal-leads.js';
import { VersionEvents1763910008001 } from './1763910008001-version-events.js';
import { MapAndReplayEvents1763910008002 } from './1763910008002-map-and-replay-events.js';
import { CreateRights1763910011000 } from './1763910011000-create-rights.js';
import { CreateHouseholds1763920001000 } from './1763920001000-create-households.js';
import { CreateIdentityPolicies1763920001001 } from './1763920001001-create-identity-policies.js';
import { RetainEventsByClass1763920002000 } from './1763920002000-retain-events-by-class.js';
import { LeadIdentities1763920003000 } from './1763920003000-lead-identities.js';
import { CreateExports1763920004000 } from './1763920004000-create-exports.js';
import { DigestReceipts1763930001000 } from './1763930001000-digest-receipts.js';
import { PageExportedIdentities1763930005000 } from './1763930005000-page-exported-identities.js';
import { DateHandovers1763940001000 } from './1763940001000-date-handovers.js';
import { CountLateRemovals1763950001000 } from './1763950001000-count-late-removals.js';
import { HoldShardsInMemory1763960000000 } from './1763960000000-hold-shards-in-memory.js';
import { CreateSegmentChanges1763960002000 } from './1763960002000-create-segment-changes.js';
import { CreateLifecycle1763960003000 } from './1763960003000-create-lifecycle.js';
import { VersionSegmentRules1763970001000 } from './1763970001000-version-segment-rules.js';
import { NoteLeadGrades1763970002000 } from './1763970002000-note-lead-grades.js';
import { CountExportRows1763970003000 } from './1763970003000-count-export-rows.js';
import { NameIabAudiences1763970004000 } from './1763970004000-name-iab-audiences.js';
import { CreateLookalikes1763970005000 } from './1763970005000-create-lookalikes.js';
import { CountAskingsOfLookalikes1763970005001 } from './1763970005001-count-askings-of-lookalikes.js';
import { SnapshotShards1763970006000 } from './1763970006000-snapshot-shards.js';
import { NoteWhoWasTold1763970007100 } from './1763970007100-note-who-was-told.js';
import { KeepLookalikesWhole1763970008000 } from './1763970008000-keep-lookalikes-whole.js';
import { NoteMissedChanges1763970008001 } from './1763970008001-note-missed-changes.js';
import { OnlyLook1763970007101 } from './1763970007101-only-look.js';
import { CreateFinance1763970009000 } from './1763970009000-create-finance.js';
import { DisclosePayments1763970009050 } from './1763970009050-disclose-payments.js';
import { CreateAudienceLists1763960001000 } from './1763960001000-create-audience-lists.js';
import { CreateTestDrives1763970009100 } from './1763970009100-create-test-drives.js';
import { CreateStockFeeds1763970010200 } from './1763970010200-create-stock-feeds.js';
import { NoteDealersOfFeeds1763970010210 } from './1763970010210-note-dealers-of-feeds.js';
import { LiveLeads1763970010000 } from './1763970010000-live-leads.js';
import { KeepLeadScores1763970010001 } from './1763970010001-keep-lead-scores.js';
import { RouteLeads1763970010002 } from './1763970010002-route-leads.js';
import { CreateHandover1763970010100 } from './1763970010100-create-handover.js';
import { CreateTestDriveProgrammes1763970011000 } from './1763970011000-create-test-drive-programmes.js';
import { MissDrivesNeverFetched1763970011010 } from './1763970011010-miss-drives-never-fetched.js';
import { CreateTradeInTables1763970010400 } from './1763970010400-create-trade-in-tables.js';
import { DescribeDealers1763970010300 } from './1763970010300-describe-dealers.js';
import { LookOnceForLeads1763970011100 } from './1763970011100-look-once-for-leads.js';
import { TellHistoryOfLeads1763970011101 } from './1763970011101-tell-history-of-leads.js';
import { GiveDealersKeys1763970011102 } from './1763970011102-give-dealers-keys.js';
import { KeepLeadFeatures1763970011103 } from './1763970011103-keep-lead-features.js';
import { ForgetFinanceQuotes1763970011104 } from './1763970011104-forget-finance-quotes.js';
import { KeepWhenHandsWereRaised1763970011110 } from './1763970011110-keep-when-hands-were-raised.js';
import { FindHandsByContact1763970012000 } from './1763970012000-find-hands-by-contact.js';
import { KeepWhomHandsAskedFor1763970012001 } from './1763970012001-keep-whom-hands-asked-for.js';
import { KeepWhatTiesCars1763970013000 } from './1763970013000-keep-what-ties-cars.js';
import { ForgetTestDrives1763970013001 } from './1763970013001-forget-test-drives.js';
import { BoundDrivesAhead1763970013002 } from './1763970013002-bound-drives-ahead.js';
import { KeepWhatIsStillOwed1763970013010 } from './1763970013010-keep-what-is-still-owed.js';
import { CreateCampaignTerms1763970014000 } from './1763970014000-create-campaign-terms.js';
import { KeepHowSureScoresAre1763970016000 } from './1763970016000-keep-how-sure-scores-are.js';
import { SettleDepositsGivenBack1763970019000 } from './1763970019000-settle-deposits-given-back.js';
import { PaceCampaigns1763970024000 } from './1763970024000-pace-campaigns.js';
import { KeepWalks1763970025000 } from './1763970025000-keep-walks.js';
import { NoteWhichLeadWasToldOf1763970026000 } from './1763970026000-note-which-lead-was-told-of.js';
import { LearnCreatives1763970027000 } from './1763970027000-learn-creatives.js';
import { ReadReminders1763970032000 } from './1763970032000-read-reminders.js';
import { WatchDrift1763970033000 } from './1763970033000-watch-drift.js';
import { SampleOffers1763970034000 } from './1763970034000-sample-offers.js';
import { TellWhoLeftWithWhat1763970039000 } from './1763970039000-tell-who-left-with-what.js';
import { KeepExperimentVersions1763970040000 } from './1763970040000-keep-experiment-versions.js';
import { HoldWhatIsTried1763970041000 } from './1763970041000-hold-what-is-tried.js';
import { HoldModelsTried1763970042000 } from './1763970042000-hold-models-tried.js';
import { CreateLimitStore1763970015000 } from './1763970015000-create-limit-store.js';
import { ChargeCampaigns1763970015001 } from './1763970015001-charge-campaigns.js';
import { CreateExperiments1763970022000 } from './1763970022000-create-experiments.js';
import { KeepShadowScores1763970028100 } from './1763970028100-keep-shadow-scores.js';
import { CreateModelRegistry1763970028000 } from './1763970028000-create-model-registry.js';
import { CreateRetraining1763970036000 } from './1763970036000-create-retraining.js';

/** Every migration, oldest first. */
export const migrations = [
  CreateTenants1763800001000,
  CreateViewerStore1763800002000,
  CreateVehicles1763800003000,
  CreateEvents1763800004000,
  CreateSegments1763800005000,
  CreateCampaigns1763800006001,
  CreateDecisions1763800006002,
  CreateLeads1763800007000,
  CreateLogBase1763900003000,
  HoldAudiences1763900003001,
  MarkViewerStore1763900003002,
  HoldUnreadableSegments1763900003003,
  CreateConsent1763910001000,
  AuditMerges1763910002000,
  CreateDataKeys1763910007000,
  SealIdentities1763910007001,
  SealEvents1763910007002,
  SealLeads1763910007003,
  VersionEvents1763910008001,
  MapAndReplayEvents1763910008002,
  CreateRights1763910011000,
  CreateHouseholds1763920001000,
  CreateIdentityPolicies1763920001001,
  RetainEventsByClass1763920002000,
  LeadIdentities1763920003000,
  CreateExports1763920004000,
  DigestReceipts1763930001000,
  PageExportedIdentities1763930005000,
  DateHandovers1763940001000,
  CountLateRemovals1763950001000,
  HoldShardsInMemory1763960000000,
  CreateSegmentChanges1763960002000,
  CreateLifecycle1763960003000,
  CreateAudienceLists1763960001000,
  VersionSegmentRules1763970001000,
  NoteLeadGrades1763970002000,
  CountExportRows1763970003000,
  NameIabAudiences1763970004000,
  CreateLookalikes1763970005000,
  CountAskingsOfLookalikes1763970005001,
  SnapshotShards1763970006000,
  NoteWhoWasTold1763970007100,
  OnlyLook1763970007101,
  KeepLookalikesWhole1763970008000,
  NoteMissedChanges1763970008001,
  CreateFinance1763970009000,
  DisclosePayments1763970009050,
  CreateTestDrives1763970009100,
  LiveLeads1763970010000,
  KeepLeadScores1763970010001,
  RouteLeads1763970010002,
  CreateHandover1763970010100,
  CreateStockFeeds1763970010200,
  NoteDealersOfFeeds1763970010210,
  DescribeDealers1763970010300,
  CreateTradeInTables1763970010400,
  CreateTestDriveProgrammes1763970011000,
  MissDrivesNeverFetched1763970011010,
  LookOnceForLeads1763970011100,
  TellHistoryOfLeads1763970011101,
  GiveDealersKeys1763970011102,
  KeepLeadFeatures1763970011103,
  ForgetFinanceQuotes1763970011104,
  KeepWhenHandsWereRaised1763970011110,
  FindHandsByContact1763970012000,
  KeepWhomHandsAskedFor1763970012001,
  KeepWhatTiesCars1763970013000,
  ForgetTestDrives1763970013001,
  BoundDrivesAhead1763970013002,
  KeepWhatIsStillOwed1763970013010,
  CreateCampaignTerms1763970014000,
  CreateLimitStore1763970015000,
  ChargeCampaigns1763970015001,
  KeepHowSureScoresAre1763970016000,
  CreateExperiments1763970022000,
  SettleDepositsGivenBack1763970019000,
  PaceCampaigns1763970024000,
  KeepWalks1763970025000,
  NoteWhichLeadWasToldOf1763970026000,
  LearnCreatives1763970027000,
  CreateModelRegistry1763970028000,
  KeepShadowScores1763970028100,
  ReadReminders1763970032000,
  WatchDrift1763970033000,
  SampleOffers1763970034000,
  CreateRetraining1763970036000,
  TellWhoLeftWithWhat1763970039000,
  KeepExperimentVersions1763970040000,
  HoldWhatIsTried1763970041000,
  HoldModelsTried1763970042000,
];
