import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Log } from '../platform/log.js';
import { Queues } from '../platform/queue/queues.js';
import { EventsService } from '../events/events.service.js';
import { outcomesQueue } from './outcomes.queue.js';

/** Least time between two wake-ups of a busy log by one process: reports are not read by the second. */
const pauseMs = 1_000;
/** Catches up with what a lost wake-up, or entries not yet readable at the last one, left behind. */
const tickMs = 15_000;

/** Wakes the following of the log when events come in, with at most one waiting job, and now and then anyway. */
@Injectable()
export class OutcomeWakeups implements OnModuleInit {
  constructor(
    private readonly queues: Queues,
    private readonly events: EventsService,
    private readonly log: Log,
  ) {}

  async onModuleInit(): Promise<void> {
    this.events.onRecorded(() => this.wake(), pauseMs);
    await this.queues.every(outcomesQueue, 'outcomes-tick', tickMs, {});
  }

  private wake(): void {
    this.queues
      .add(outcomesQueue, {}, { dedupeId: 'news' })
      .catch((fault: unknown) => this.log.warn({ err: fault }, 'could not wake outcomes; the tick will'));
  }
}
