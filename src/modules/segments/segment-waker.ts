import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventsService } from '../events/events.service.js';
import { Log } from '../platform/log.js';
import { Publisher } from './publisher.js';

/** Turns news into wake-ups as soon as events are recorded, in whichever process recorded them. */
@Injectable()
export class SegmentWaker implements OnModuleInit {
  constructor(
    private readonly events: EventsService,
    private readonly publisher: Publisher,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.events.onRecorded((shards) => {
      // The events are durable already and the tick will find them: a queue out of reach must not fail their sender.
      this.publisher
        .wake(shards)
        .catch((fault: unknown) => this.log.warn({ err: fault }, 'could not wake segments; the tick will'));
    });
  }
}
