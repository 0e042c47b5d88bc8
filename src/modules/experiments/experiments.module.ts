import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { EventsModule } from '../events/events.module.js';
import { InferenceModule } from '../inference/inference.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { SegmentsModule } from '../segments/segments.module.js';
import { ChronicleService } from './chronicle.service.js';
import { CountingService } from './counting.service.js';
import { ExposuresRepository } from './counting/exposures.repository.js';
import { Marking } from './counting/marking.js';
import { ExposedPeople } from './counting/people.js';
import { Recounting } from './counting/recounting.js';
import { SumsRepository } from './counting/sums.repository.js';
import { ExperimentResultsResolver } from './experiment-results.resolver.js';
import { ExperimentsResolver } from './experiments.resolver.js';
import { ExperimentsService } from './experiments.service.js';
import { ExperimentsPersonalData } from './personal-data.service.js';
import { PersonalExposuresRepository } from './personal-exposures.repository.js';
import { Endings } from './plans/endings.js';
import { ExperimentChanges } from './plans/experiment-changes.js';
import { ExperimentSurroundings } from './plans/experiment-surroundings.js';
import { ExperimentsRepository } from './plans/experiments.repository.js';
import { PlanHolds } from './plans/plan-holds.js';
import { Reaches } from './reaches.js';
import { ResultsService } from './results.service.js';
import { ExposureLog } from './trying/exposure-log.js';
import { LiveExperiments } from './trying/live-experiments.js';
import { SegmentTriedResolver } from './segment-tried.resolver.js';
import { TryingService } from './trying.service.js';
import { VerdictLog } from './verdict-log.js';
import { ExperimentVersionsRepository } from './versions/experiment-versions.repository.js';
import { ExperimentVersionsResolver } from './versions/experiment-versions.resolver.js';
import { ExperimentVersionsService } from './versions/experiment-versions.service.js';

/**
 * What is tried on whom, and what it says so far: hold-outs, creatives, audiences, models and policies. Owns `experiments`, `experiment_versions`,
 * `experiment_segments`, `experiment_exposures` and `experiment_sums`; keeps the running ones in memory for decisions. Calls campaigns, segments, events, profiles and inference.
 */
@Module({
  imports: [CampaignsModule, SegmentsModule, EventsModule, ProfilesModule, InferenceModule],
  providers: [
    ExperimentsRepository,
    ExperimentVersionsRepository,
    ExposuresRepository,
    SumsRepository,
    PersonalExposuresRepository,
    ExperimentSurroundings,
    ExperimentChanges,
    PlanHolds,
    Endings,
    VerdictLog,
    ChronicleService,
    Reaches,
    LiveExperiments,
    ExposureLog,
    ExposedPeople,
    Marking,
    Recounting,
    ExperimentsService,
    TryingService,
    CountingService,
    ResultsService,
    ExperimentVersionsService,
    ExperimentsPersonalData,
    ExperimentsResolver,
    ExperimentResultsResolver,
    ExperimentVersionsResolver,
    SegmentTriedResolver,
  ],
  exports: [
    ExperimentsService,
    TryingService,
    CountingService,
    ChronicleService,
    ResultsService,
    ExperimentsPersonalData,
  ],
})
export class ExperimentsModule {}
