import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { onlyOne } from '../platform/only-one.js';
import { ExposuresRepository } from './counting/exposures.repository.js';
import { Marking } from './counting/marking.js';
import { Recounting } from './counting/recounting.js';
import { graceDays } from './plans/counted-days.js';
import { ExperimentsRepository } from './plans/experiments.repository.js';

/**
 * Counts what people do in experiments. The log says who did something that counts; each of them is counted anew from their
 * whole history, so that a late event, a merge, or doing it twice comes to the same. One in the installation at a time.
 */
@Injectable()
export class CountingService {
  constructor(
    private readonly experiments: ExperimentsRepository,
    private readonly exposures: ExposuresRepository,
    private readonly marking: Marking,
    private readonly recounting: Recounting,
    private readonly clock: Clock,
  ) {}

  /** All there is to count now; nothing where another worker is at it. */
  async run(): Promise<void> {
    await onlyOne(this.exposures.dataSource, 'experiments', async () => {
      const now = this.clock.now();
      const counting = await this.experiments.counting(now, graceDays);
      await this.marking.follow(counting);
      for (const experiment of counting) await this.recounting.recount(experiment);
      await this.exposures.forget(new Date(now), graceDays);
    });
  }
}
