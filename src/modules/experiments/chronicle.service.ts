import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { graceDays } from './plans/counted-days.js';
import { Endings } from './plans/endings.js';
import { ExperimentsRepository } from './plans/experiments.repository.js';
import { VerdictLog } from './verdict-log.js';

/** Writes down what becomes of experiments without anybody doing it: ends that came, and verdicts that changed. */
@Injectable()
export class ChronicleService {
  constructor(
    private readonly experiments: ExperimentsRepository,
    private readonly endings: Endings,
    private readonly verdicts: VerdictLog,
    private readonly clock: Clock,
  ) {}

  /** All there is to write down now; again, or by two workers at once, it changes nothing. */
  async run(): Promise<void> {
    await this.endings.note();
    for (const experiment of await this.experiments.counting(this.clock.now(), graceDays))
      await this.verdicts.note(experiment);
  }
}
