import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { Log } from '../platform/log.js';
import { Queues } from '../platform/queue/queues.js';
import { EventsService } from '../events/events.service.js';
import { outcomesQueue } from './outcomes.queue.js';

/** Least time between two wake-ups of a busy log by one process: reports are not read by the second. */
const pauseMs = 1_000;
/** Catches up with what a lost wake-up, or entries not yet readable at the last one, left behind. */
const tickMs = 15_000;

/** Wakes the following of a shard when events come in, at most one waiting job a shard, and now and then anyway. */
@Injectable()
export class OutcomeWakeups implements OnModuleInit {
  constructor(
    private readonly queues: Queues,
    private readonly events: EventsService,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  async onModuleInit(): Promise<void> {
    this.events.onRecorded((shards) => {
      for (const shard of shards) this.wake(shard);
    }, pauseMs);
    for (let shard = 0; shard < this.config.shards; shard++)
      await this.queues.every(outcomesQueue, `outcomes-${shard}`, tickMs, { shard });
  }

  private wake(shard: number): void {
    this.queues
      .add(outcomesQueue, { shard }, { dedupeId: `shard-${shard}` })
      .catch((fault: unknown) =>
        this.log.warn({ err: fault, shard }, 'could not wake outcomes; the tick will'),
      );
  }
}
