import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { Retraining } from '../../../models/prediction/retraining.entity.js';
import { ownVersion } from '../../../models/prediction/version-owner.js';
import { LeadLabels } from '../../leads/labels/lead-labels.service.js';
import { RetrainingRuns } from '../retraining-runs.js';
import { meaningOf, type NoVersion } from './exit-meaning.js';
import { ModelsFolder } from './models-folder.js';
import { inPrivateFolder } from './private-folder.js';
import { trainingBounds, TrainingProgram } from './training-program.js';

/** What became of teaching: nothing to say where there is a version; `ENDED` where this process is to end, or another has the run by now. */
export type Taught = NoVersion | 'ENDED' | null;

/** From settled leads to a version in the models folder. */
@Injectable()
export class Lesson {
  constructor(
    private readonly labels: LeadLabels,
    private readonly program: TrainingProgram,
    private readonly models: ModelsFolder,
    private readonly runs: RetrainingRuns,
  ) {}

  /** The version that a run makes: the same whichever worker takes it up, so that it makes one. */
  versionOf({ tenantId, queuedAt, number }: Retraining): string {
    return ownVersion(tenantId, queuedAt, number);
  }

  /** Whether the run's version stands in the models folder: a worker made it and did not live to say so. */
  isGiven(run: Retraining): Promise<boolean> {
    return this.models.holds(run.model, this.versionOf(run));
  }

  /** Writes leads to a file, has the trainer learn of them, and puts the version in its place. The file is gone whatever comes of it. */
  async give(run: Retraining, shutdown: AbortSignal): Promise<Taught> {
    return inPrivateFolder(async (folder) => {
      const ask = {
        csv: join(folder, 'leads.csv'),
        out: join(folder, 'models'),
        version: this.versionOf(run),
      };
      await pipeline(Readable.from(this.labels.lines(run)), createWriteStream(ask.csv, { mode: 0o600 }));
      if (!(await this.runs.step(run, 'TRAINING'))) return 'ENDED';
      const exit = await this.program.run(ask, shutdown);
      if (exit.endedBy === 'SHUTDOWN') return 'ENDED';
      const none = meaningOf(exit, trainingBounds);
      if (none) return none;
      if (!(await this.runs.step(run, 'INSTALLING'))) return 'ENDED';
      const fault = await this.models.put(join(ask.out, run.model, ask.version), run.model, ask.version);
      return fault === null ? null : { state: 'NOT_POSSIBLE', message: fault };
    });
  }
}
