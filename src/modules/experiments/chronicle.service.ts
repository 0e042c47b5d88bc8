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

  /** Which are over without anybody having ended them; again, or by two workers at once, it changes nothing. */
  ends(): Promise<void> {
    return this.endings.note();
  }

  /** Which verdicts are others than were written down last, by what is counted so far; again it changes nothing. */
  async verdictsSoFar(): Promise<void> {
    await this.verdicts.note(await this.experiments.counting(this.clock.now(), graceDays));
  }
}
