import { Injectable } from '@nestjs/common';
import type { ExperimentEntity } from '../../models/experiment/experiment.entity.js';
import type { ExperimentSumEntity } from '../../models/experiment/experiment-sum.entity.js';
import { Clock } from '../platform/clock.js';
import { SumsRepository } from './counting/sums.repository.js';
import { ExperimentChanges } from './plans/experiment-changes.js';
import { statusAt } from './plans/status.js';
import { plainVerdict, saysTheSame } from './reading/plain-verdict.js';
import { readResults } from './reading/read-results.js';
import { ExperimentVersionsRepository } from './versions/experiment-versions.repository.js';

/** Keeps when the verdict of an experiment became another, whether or not anybody looked. */
@Injectable()
export class VerdictLog {
  constructor(
    private readonly sums: SumsRepository,
    private readonly versions: ExperimentVersionsRepository,
    private readonly changes: ExperimentChanges,
    private readonly clock: Clock,
  ) {}

  /** Reads what is counted of experiments; what says the same as before leaves no trace, so doing it again changes nothing. */
  async note(experiments: readonly ExperimentEntity[]): Promise<void> {
    if (experiments.length === 0) return;
    const sums = await this.sums.ofAll(experiments);
    const last = await this.versions.lastVerdicts(experiments);
    for (const experiment of experiments) {
      const { verdict } = this.read(experiment, sums.get(experiment.id) ?? []);
      if (!saysTheSame(verdict, last.get(experiment.id) ?? null)) await this.write(experiment);
    }
  }

  /** Looked at again where nothing changes any more: another worker may have written it meanwhile. */
  private async write({ tenantId, id }: ExperimentEntity): Promise<void> {
    await this.changes.run(tenantId, async (manager) => {
      const current = await this.changes.current(manager, tenantId, id);
      const { verdict, note } = this.read(current, await this.sums.of(current, manager));
      const last = (await this.versions.lastVerdicts([current], manager)).get(id) ?? null;
      if (saysTheSame(verdict, last)) return;
      await this.changes.write(manager, current, {}, { deed: 'VERDICT', by: null, at: new Date(this.clock.now()), note, verdict }); // prettier-ignore
    });
  }

  private read(experiment: ExperimentEntity, sums: readonly ExperimentSumEntity[]) {
    const isOver = statusAt(experiment, this.clock.now()) === 'ENDED';
    const { verdict, sentence } = readResults(experiment.plan, sums, isOver);
    return { verdict: plainVerdict(verdict), note: sentence };
  }
}
