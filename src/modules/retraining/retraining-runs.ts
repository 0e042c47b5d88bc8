import { Injectable } from '@nestjs/common';
import type { Retraining } from '../../models/prediction/retraining.entity.js';
import type { RetrainingStep } from '../../models/prediction/retraining.js';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/log.js';
import type { LeadCount } from './enough.js';
import { RetrainingsRepository, type RetrainingEnd } from './retrainings.repository.js';

/** A run that so many workers died of is given up. */
const mostDeaths = 3;

/** Runs as a worker takes them up and brings them to an end. What stands in a row is the truth; jobs only wake. */
@Injectable()
export class RetrainingRuns {
  constructor(
    private readonly repository: RetrainingsRepository,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Does work while no other process of the installation is at runs; else nothing. */
  async alone(work: () => Promise<void>): Promise<void> {
    await this.repository.alone(work);
  }

  /** Closes what workers died of: it waits again, or is given up. Called alone, so whoever had it is no more. */
  async closeDead(): Promise<void> {
    for (const run of await this.repository.running()) {
      const isLast = run.deaths + 1 >= mostDeaths;
      if (isLast)
        await this.end(run, { state: 'FAILED', message: `${mostDeaths} workers ended in the middle of it; it is given up.` }); // prettier-ignore
      else await this.repository.giveBack(run, true);
    }
  }

  /** The run that has waited longest, taken up; null where none waits. */
  takeUp(): Promise<Retraining | null> {
    return this.repository.takeUp(new Date(this.clock.now()));
  }

  /** False where another took it up meanwhile: then there is nothing more to do for this process. */
  step(run: Retraining, step: RetrainingStep, count: LeadCount | null = null): Promise<boolean> {
    return this.repository.step(run, step, count);
  }

  /** The work on it threw: it waits again, or is given up. What the fault says may be of a person, so only its code is kept. */
  async broke(run: Retraining, fault: unknown): Promise<void> {
    const { tenantId, model, number } = run;
    this.log.warn({ err: fault, tenantId, model, number }, 'a retraining broke off');
    if (run.deaths + 1 < mostDeaths) await this.repository.giveBack(run, true);
    else await this.end(run, { state: 'FAILED', message: `It broke off ${mostDeaths} times, last with ${codeOf(fault)}; the log of the workers says more. Mend it, then retrainModel begins anew.` }); // prettier-ignore
  }

  /** This process is to end: the run waits for another. */
  async giveBack(run: Retraining): Promise<void> {
    await this.repository.giveBack(run, false);
  }

  async end(run: Retraining, end: RetrainingEnd): Promise<void> {
    const isTold = await this.repository.end(run, end, new Date(this.clock.now()));
    const { tenantId, model, number } = run;
    const { state, version, message } = end;
    const facts = { tenantId, model, number, state, version, message };
    if (!isTold) this.log.warn(facts, 'a retraining was taken up by another worker meanwhile');
    else if (state === 'FAILED' || state === 'NOT_POSSIBLE')
      this.log.warn(facts, 'a model was not retrained');
    else this.log.log(facts, 'retraining');
  }
}

function codeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'an unknown fault';
  return 'code' in fault ? String(fault.code) : fault.name;
}
