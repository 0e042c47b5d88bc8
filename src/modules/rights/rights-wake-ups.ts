import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Queues } from '../platform/queue/queues.js';
import { rightsQueue } from './rights.queue.js';
import type { RequestKey } from './rights.repository.js';

const tickMs = 30_000;

/** Wakes a worker for a request. The tick, and every start, finds what a lost wake-up or a dead worker left behind. */
@Injectable()
export class RightsWakeUps implements OnApplicationBootstrap {
  constructor(private readonly queues: Queues) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queues.every(rightsQueue, 'rights:tick', tickMs, { request: null });
    await this.queues.add(rightsQueue, { request: null }, { dedupeId: 'rights:start' });
  }

  async wake(request: RequestKey, delayMs = 0): Promise<void> {
    const { tenantId, id } = request;
    await this.queues.add(rightsQueue, { request: { tenantId, id } }, { dedupeId: `rights:${id}`, delayMs: Math.max(0, delayMs) }); // prettier-ignore
  }
}
