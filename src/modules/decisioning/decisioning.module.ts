import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ConsentModule } from '../consent/consent.module.js';
import { ExperimentsModule } from '../experiments/experiments.module.js';
import { EventsModule } from '../events/events.module.js';
import { InferenceModule } from '../inference/inference.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { SegmentsModule } from '../segments/segments.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { CampaignRunningResolver } from './campaign-running.resolver.js';
import { DecisionLog } from './decision-log.js';
import { DecisionsRepository } from './decisions.repository.js';
import { DecisionsService } from './decisions.service.js';
import { ExplainResolver } from './explain/explain.resolver.js';
import { ExplanationsService } from './explain/explanations.service.js';
import { ModelExplanationResolver } from './explain/model-explanation.resolver.js';
import { PastOffers } from './explain/past-offers.service.js';
import { CreativeChoices } from './creatives/creative-choices.js';
import { CreativeFiguresResolver } from './creatives/creative-figures.resolver.js';
import { CreativeNews } from './creatives/creative-news.js';
import { CreativeSumsRepository } from './creatives/creative-sums.repository.js';
import { KnownBeliefs } from './creatives/known-beliefs.js';
import { Charging } from './limits/charging.js';
import { ChargesRepository } from './limits/charges.repository.js';
import { Filling } from './limits/filling.js';
import { LimitLook } from './limits/limit-look.js';
import { LimitWatch } from './limits/limit-watch.js';
import { Limits } from './limits/limits.js';
import { LimitsRepository } from './limits/limits.repository.js';
import { ReconcilingService } from './limits/reconciling.service.js';
import { Refilling } from './limits/refilling.js';
import { ReservedLately } from './limits/reserved-lately.js';
import { Retelling } from './limits/retelling.js';
import { SpendResolver } from './limits/spend.resolver.js';
import { SpendService } from './limits/spend.service.js';
import { Neighbourhoods } from './neighbours/neighbourhoods.js';
import { WalksRepository } from './neighbours/walks.repository.js';
import { WalksService } from './neighbours/walks.service.js';
import { WalksTick } from './neighbours/walks-tick.js';
import { Destinations } from './links/destinations.js';
import { LinkOutcomes } from './links/link-outcomes.js';
import { LinksController } from './links/links.controller.js';
import { LinksService } from './links/links.service.js';
import { OfferLinksMaker } from './links/offer-links.js';
import { ChancesLog } from './pacing/chances-log.js';
import { KnownPaces } from './pacing/known-paces.js';
import { TenantPacing } from './pacing/tenant-pacing.js';
import { HeldMoney } from './pacing/held-money.js';
import { LearnedTraffic } from './pacing/learned-traffic.js';
import { Paces } from './pacing/paces.js';
import { PacingRepository } from './pacing/pacing.repository.js';
import { PacingReportResolver } from './pacing/pacing-report.resolver.js';
import { PacingReportService } from './pacing/pacing-report.service.js';
import { PacingService } from './pacing/pacing.service.js';
import { PacingTick } from './pacing/pacing-tick.js';
import { OfferChoice } from './offer-choice.js';
import { OfferAnswers } from './offer-answers.js';
import { OffersResolver } from './offers.resolver.js';
import { OffersService } from './offers.service.js';
import { OutcomeWakeups } from './outcome-wakeups.js';
import { OutcomeWriter } from './outcome-writer.js';
import { OutcomesService } from './outcomes.service.js';
import { OfferSampleLog } from './samples/offer-sample-log.js';
import { OfferSamplesRepository } from './samples/offer-samples.repository.js';
import { SampledOffers } from './samples/sampled-offers.service.js';
import { ShadowLog } from './shadow/shadow-log.js';
import { ShadowScoresRepository } from './shadow/shadow-scores.repository.js';
import { ShadowedOffers } from './shadow/shadowed-offers.service.js';
import { OffersController } from './storefront/offers.controller.js';
import { StorefrontController } from './storefront/storefront.controller.js';
import { SegmentInUseResolver } from './segment-in-use.resolver.js';
import { DecisioningPersonalData } from './personal-data.service.js';
import { PersonalDecisionsRepository } from './personal-decisions.repository.js';
import { PrivacySignals } from './privacy-signals.js';
import { Showrooms } from './showrooms.js';
import { Trials } from './trials.js';
import { ViewerReads } from './viewer-reads.js';
import { Viewers } from './viewers.js';

/**
 * Chooses what a viewer sees: vehicles, campaign and creative, with reasons; remembers the decision and what came of
 * it, and charges it. Owns `decisions`, `decision_outcomes`, `campaign_charges`, `campaign_totals`, `campaign_days`,
 * `walks`, `walk_mark`, `pacing_batches`, `campaign_paces`, `tenant_traffic`, `creative_sums`, `shadow_scores` and
 * `offer_samples`. Calls campaigns, vehicles, inference, segments,
 * experiments, events, profiles, consent and tenancy.
 */
@Module({
  imports: [
    ConsentModule,
    ProfilesModule,
    CampaignsModule,
    VehiclesModule,
    InferenceModule,
    SegmentsModule,
    EventsModule,
    ExperimentsModule,
    TenancyModule,
  ],
  controllers: [LinksController, OffersController, StorefrontController],
  providers: [
    Destinations,
    LinkOutcomes,
    LinksService,
    OfferLinksMaker,
    PrivacySignals,
    Viewers,
    ViewerReads,
    Showrooms,
    Neighbourhoods,
    WalksService,
    WalksTick,
    WalksRepository,
    OfferAnswers,
    DecisionLog,
    DecisionsRepository,
    PersonalDecisionsRepository,
    DecisioningPersonalData,
    ChancesLog,
    KnownPaces,
    TenantPacing,
    HeldMoney,
    LearnedTraffic,
    Paces,
    PacingRepository,
    PacingService,
    PacingTick,
    PacingReportService,
    PacingReportResolver,
    OfferChoice,
    CreativeChoices,
    CreativeFiguresResolver,
    CreativeNews,
    CreativeSumsRepository,
    KnownBeliefs,
    OfferSampleLog,
    OfferSamplesRepository,
    SampledOffers,
    ShadowLog,
    ShadowScoresRepository,
    ShadowedOffers,
    Trials,
    Limits,
    LimitLook,
    LimitWatch,
    Filling,
    Refilling,
    Retelling,
    ReservedLately,
    LimitsRepository,
    Charging,
    ChargesRepository,
    ReconcilingService,
    SpendService,
    SpendResolver,
    OffersService,
    DecisionsService,
    OutcomesService,
    OutcomeWriter,
    OutcomeWakeups,
    OffersResolver,
    ExplanationsService,
    ExplainResolver,
    PastOffers,
    ModelExplanationResolver,
    SegmentInUseResolver,
    CampaignRunningResolver,
  ],
  exports: [
    SampledOffers,
    ShadowedOffers,
    DecisioningPersonalData,
    OffersService,
    DecisionsService,
    OutcomesService,
    ReconcilingService,
    WalksService,
    PacingService,
  ],
})
export class DecisioningModule {}
