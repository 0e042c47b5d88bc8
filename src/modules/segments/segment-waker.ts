import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventsService } from '../events/events.service.js';
import { Log } from '../platform/log.js';
import { WakeUps } from './wake-ups.js';

/** Least time between two wake-ups of a busy log by one process: the first is at once, the rest share. */
const pauseMs = 20;

/** Turns news into wake-ups as soon as events are recorded, in whichever process recorded them. */
@Injectable()
export class SegmentWaker implements OnModuleInit {
  private readonly waiting = new Set<number>();
  private isWaking = false;

  constructor(
    private readonly events: EventsService,
    private readonly wakeUps: WakeUps,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.events.onRecorded((shards) => {
      for (const shard of shards) this.waiting.add(shard);
      if (!this.isWaking) void this.wakeWaiting();
    });
  }

  private async wakeWaiting(): Promise<void> {
    this.isWaking = true;
    while (this.waiting.size > 0) {
      const shards = [...this.waiting];
      this.waiting.clear();
      // The events are durable already and the tick will find them: a wake-up that fails must not fail their sender.
      await this.wakeUps
        .tell(shards)
        .catch((fault: unknown) => this.log.warn({ err: fault }, 'could not wake segments; the tick will'));
      await sleep(pauseMs, undefined, { ref: false });
    }
    this.isWaking = false;
  }
}
