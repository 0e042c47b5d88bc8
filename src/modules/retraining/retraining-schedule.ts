import { Injectable } from '@nestjs/common';
import type { Retraining } from '../../models/prediction/retraining.entity.js';
import { Clock } from '../platform/clock.js';
import { dueNow } from './due.js';
import { RetrainingsRepository } from './retrainings.repository.js';
import { RetrainingSettingsRepository } from './settings.repository.js';

/** What settings ask for: which runs are due, and how much new a run needs. */
@Injectable()
export class RetrainingSchedule {
  constructor(
    private readonly settings: RetrainingSettingsRepository,
    private readonly repository: RetrainingsRepository,
    private readonly clock: Clock,
  ) {}

  /** Writes a run down for each moment that is due, of every tenant; again, and by whoever else, it writes none. */
  async queueDue(): Promise<void> {
    const now = this.clock.now();
    for (const { tenantId, model, cadence, onSince } of await this.settings.allOn()) {
      const takenUntil = (await this.repository.takenUntil(tenantId, model))?.getTime() ?? null;
      const due = dueNow({ cadence, onSince: onSince?.getTime() ?? null, takenUntil }, now);
      if (due === null) continue;
      const plain = { reason: null, askedBy: null, queuedAt: new Date(now) };
      await this.repository.queue({ tenantId, model, dueAt: new Date(due), ...plain });
    }
  }

  /** How many leads must be new to a run: one where somebody asked for it, else as many as are set. */
  async leastOf({ tenantId, model, dueAt }: Retraining): Promise<number> {
    return dueAt === null ? 1 : ((await this.settings.find(tenantId, model))?.leastNewLeads ?? 1);
  }
}
