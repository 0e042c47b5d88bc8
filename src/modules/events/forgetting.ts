import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { EventsRepository } from './events.repository.js';
import { LateRemovalsRepository } from './late-removals.repository.js';
import { RejectedEventsRepository } from './rejected-events.repository.js';

const dayMs = 86_400_000;

/** Makes room in the log for the months to come, and forgets receipts and rejected events when their days are over. */
@Injectable()
export class Forgetting {
  constructor(
    private readonly repository: EventsRepository,
    private readonly rejected: RejectedEventsRepository,
    private readonly late: LateRemovalsRepository,
    private readonly config: Config,
  ) {}

  async tidy(now: number): Promise<void> {
    await this.repository.tidy(new Date(now), new Date(now - this.config.dedupeDays * dayMs));
    await this.late.forget();
    await this.rejected.forget(new Date(now - this.config.rejectedEventsDays * dayMs));
  }
}
