import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { Clock } from '../platform/clock.js';
import { ExposuresRepository } from './counting/exposures.repository.js';
import { SumsRepository } from './counting/sums.repository.js';
import { ExperimentsService } from './experiments.service.js';
import { Reaches } from './reaches.js';
import { statusAt } from './plans/status.js';
import type { Reach } from './reading/reach.js';
import { readResults, type ExperimentReading } from './reading/read-results.js';

/** What an experiment says so far, and how much of what came in is in it. */
export interface ExperimentResultsNow extends ExperimentReading {
  /** Whether new people take part now. */
  readonly reach: Reach;
  /** People whose doings are still to be counted. */
  readonly waiting: number;
  /** Exposures of people who are counted by an earlier one of theirs. */
  readonly seconds: number;
}

/** Reads the results of experiments: sums only, so it costs the same however many people took part. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly experiments: ExperimentsService,
    private readonly exposures: ExposuresRepository,
    private readonly sums: SumsRepository,
    private readonly reaches: Reaches,
    private readonly clock: Clock,
  ) {}

  /**
   * Null of an experiment that never ran.
   * @throws AppError EXPERIMENT_NOT_FOUND
   */
  async of(caller: Caller, id: string): Promise<ExperimentResultsNow | null> {
    const experiment = await this.experiments.get(caller, id);
    if (experiment.startsAt === null) return null;
    const standing = await this.exposures.standing(experiment);
    const isOver = statusAt(experiment, this.clock.now()) === 'ENDED';
    const reach = await this.reaches.of(experiment);
    return { ...readResults(experiment.plan, await this.sums.of(experiment), isOver), ...standing, reach };
  }
}
