import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { eventClasses, type EventClass } from '../../../models/event/event-class.js';
import { Config } from '../../platform/config.js';
import { RetentionRepository, type Removal } from './retention.repository.js';

export type { Removal } from './retention.repository.js';

/** How long a class is kept. */
export interface Kept {
  readonly eventClass: EventClass;
  /** Null: for ever. */
  readonly days: number | null;
  /** Nothing received before that is kept; null while nothing was removed. */
  readonly keptFrom: Date | null;
}

/** What is kept of the log for how long, and what is gone. The same for every tenant. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly repository: RetentionRepository,
    private readonly config: Config,
  ) {}

  /** What was removed so far, for those who made something of it: with each count that is new to them, more is gone. */
  removed(manager: EntityManager): Promise<Removal[]> {
    return this.repository.removed(manager);
  }

  /** Every class, with how long it is kept. */
  async kept(): Promise<Kept[]> {
    const removed = await this.repository.removed(this.repository.manager);
    return eventClasses.map((eventClass) => ({
      eventClass,
      days: this.config.retentionDays[eventClass],
      keptFrom: removed.find((removal) => removal.eventClass === eventClass)?.keptFrom ?? null,
    }));
  }
}
