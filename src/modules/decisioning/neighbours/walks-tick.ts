import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Queues } from '../../platform/queue/queues.js';
import { walksQueue } from './walks.queue.js';

const tickMs = 60_000;

/** Has walks gathered each minute, by whichever worker. */
@Injectable()
export class WalksTick implements OnModuleInit {
  constructor(private readonly queues: Queues) {}

  async onModuleInit(): Promise<void> {
    await this.queues.every(walksQueue, 'walks-tick', tickMs, {});
  }
}
