import { Injectable } from '@nestjs/common';
import type { Retraining } from '../../models/prediction/retraining.entity.js';
import { nothingNew } from './enough.js';
import { RetrainingRuns } from './retraining-runs.js';
import { RetrainingSchedule } from './retraining-schedule.js';
import { SettledLeads } from './settled-leads.js';
import { Lesson } from './trainer/lesson.js';
import { sweepPrivateFolders } from './trainer/private-folder.js';
import { Verdict } from './verdict.js';

/**
 * Teaches models, one at a time in the whole installation. A run found in the hands of nobody was left by a worker that died, and is taken
 * up again; one that made its version is not taught twice.
 */
@Injectable()
export class RetrainingWork {
  private readonly shutdown = new AbortController();

  constructor(
    private readonly schedule: RetrainingSchedule,
    private readonly runs: RetrainingRuns,
    private readonly leads: SettledLeads,
    private readonly lesson: Lesson,
    private readonly verdict: Verdict,
  ) {}

  /** Does what is due and what was asked for, where nobody else is at it. */
  async run(): Promise<void> {
    await this.schedule.queueDue();
    await this.runs.alone(async () => {
      // Alone, so this process has no folder in hand.
      await sweepPrivateFolders();
      await this.runs.closeDead();
      while (!this.shutdown.signal.aborted) {
        const run = await this.runs.takeUp();
        if (run === null || !(await this.isTaken(run))) return;
      }
    });
  }

  /** This process is to end: the training in hand is ended, and its run waits for another worker. */
  end(): void {
    this.shutdown.abort();
  }

  /** False where it broke off: the next look tries again, by when the disk or the database may be well. */
  private async isTaken(run: Retraining): Promise<boolean> {
    try {
      await this.take(run);
      return true;
    } catch (fault) {
      await this.runs.broke(run, fault);
      return false;
    }
  }

  private async take(run: Retraining): Promise<void> {
    if (!(await this.lesson.isGiven(run))) {
      const count = await this.leads.of(run);
      if (!(await this.runs.step(run, 'EXPORTING', count))) return;
      const nothing = nothingNew(count, await this.schedule.leastOf(run));
      if (nothing !== null) return this.runs.end(run, { state: 'NOTHING_NEW', message: nothing });
      const none = await this.lesson.give(run, this.shutdown.signal);
      if (none === 'ENDED') return this.runs.giveBack(run);
      if (none !== null) return this.runs.end(run, none);
    }
    if (!(await this.runs.step(run, 'WEIGHING'))) return;
    await this.runs.end(run, await this.verdict.of(run, this.lesson.versionOf(run)));
  }
}
