import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { EventsModule } from '../events/events.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { SegmentsModule } from '../segments/segments.module.js';
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
import { ExperimentSurroundings } from './plans/experiment-surroundings.js';
import { ExperimentsRepository } from './plans/experiments.repository.js';
import { ResultsService } from './results.service.js';
import { ExposureLog } from './trying/exposure-log.js';
import { LiveExperiments } from './trying/live-experiments.js';
import { TryingService } from './trying.service.js';

/**
 * What is tried on whom, and what it says so far: hold-outs, creatives and audiences. Owns `experiments`,
 * `experiment_exposures` and `experiment_sums`; keeps the running ones in memory for decisions. Calls campaigns, segments, events and profiles.
 */
@Module({
  imports: [CampaignsModule, SegmentsModule, EventsModule, ProfilesModule],
  providers: [
    ExperimentsRepository,
    ExposuresRepository,
    SumsRepository,
    PersonalExposuresRepository,
    ExperimentSurroundings,
    LiveExperiments,
    ExposureLog,
    ExposedPeople,
    Marking,
    Recounting,
    ExperimentsService,
    TryingService,
    CountingService,
    ResultsService,
    ExperimentsPersonalData,
    ExperimentsResolver,
    ExperimentResultsResolver,
  ],
  exports: [ExperimentsService, TryingService, CountingService, ResultsService, ExperimentsPersonalData],
})
export class ExperimentsModule {}
