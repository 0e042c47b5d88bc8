import { Injectable } from '@nestjs/common';
import type { ExperimentEntity } from '../../models/experiment/experiment.entity.js';
import { Clock } from '../platform/clock.js';
import { SumsRepository } from './counting/sums.repository.js';
import { ExperimentChanges } from './plans/experiment-changes.js';
import { statusAt } from './plans/status.js';
import { plainVerdict, saysTheSame } from './reading/plain-verdict.js';
import { readResults } from './reading/read-results.js';
import { ExperimentVersionsRepository } from './versions/experiment-versions.repository.js';

/** Keeps when an experiment's verdict became another, whether or not anybody looked. */
@Injectable()
export class VerdictLog {
  constructor(
    private readonly sums: SumsRepository,
    private readonly versions: ExperimentVersionsRepository,
    private readonly changes: ExperimentChanges,
    private readonly clock: Clock,
  ) {}

  /** Reads what is counted; what says the same as before leaves no trace, so doing it again changes nothing. */
  async note(experiment: ExperimentEntity): Promise<void> {
    const { tenantId, id } = experiment;
    if (saysTheSame((await this.read(experiment)).verdict, await this.versions.lastVerdict(experiment))) return;
    await this.changes.run(tenantId, async (manager) => {
      const current = await this.changes.current(manager, tenantId, id);
      const { verdict, note } = await this.read(current);
      if (saysTheSame(verdict, await this.versions.lastVerdict(current, manager))) return;
      await this.changes.write(manager, current, {}, { deed: 'VERDICT', by: null, at: new Date(this.clock.now()), note, verdict }); // prettier-ignore
    });
  }

  private async read(experiment: ExperimentEntity) {
    const isOver = statusAt(experiment, this.clock.now()) === 'ENDED';
    const { verdict, sentence } = readResults(experiment.plan, await this.sums.of(experiment), isOver);
    return { verdict: plainVerdict(verdict), note: sentence };
  }
}
