import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Queues } from '../../platform/queue/queues.js';
import { pacingQueue } from './pacing.queue.js';

const tickMs = 5_000;

/** Has paces set every few seconds, by whichever worker. */
@Injectable()
export class PacingTick implements OnModuleInit {
  constructor(private readonly queues: Queues) {}

  async onModuleInit(): Promise<void> {
    await this.queues.every(pacingQueue, 'pacing-tick', tickMs, {});
  }
}
