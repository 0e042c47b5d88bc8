import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventsService } from '../events/events.service.js';
import { Log } from '../platform/log.js';
import { Queues } from '../platform/queue/queues.js';
import { Publisher } from './publisher.js';
import { tickMs, wakeSegments } from './segments.queue.js';

/** Turns news into wake-ups: at once when events are recorded, and by a tick for whatever time or an accident left. */
@Injectable()
export class SegmentWaker implements OnModuleInit {
  constructor(
    private readonly events: EventsService,
    private readonly publisher: Publisher,
    private readonly queues: Queues,
    private readonly log: Log,
  ) {}

  async onModuleInit(): Promise<void> {
    this.events.onRecorded((shards) => {
      // The events are durable already and the tick will find them: a queue out of reach must not fail their sender.
      this.publisher
        .wake(shards)
        .catch((fault: unknown) => this.log.warn({ err: fault }, 'could not wake segments; the tick will'));
    });
    await this.queues.every(wakeSegments, 'segments-tick', tickMs, { shard: null });
  }
}
