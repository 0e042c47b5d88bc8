import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Queues } from '../../platform/queue/queues.js';
import { lookalikesQueue } from './lookalikes.queue.js';
import { LookalikesRepository, type LookalikeKey } from './lookalikes.repository.js';

const tickMs = 30_000;

/** Wakes a worker for a lookalike. The tick finds what a lost wake-up or a dead worker left behind. */
@Injectable()
export class LookalikeWakeUps implements OnApplicationBootstrap {
  constructor(
    private readonly queues: Queues,
    private readonly repository: LookalikesRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queues.every(lookalikesQueue, 'lookalikes:tick', tickMs, { lookalike: null });
  }

  async wake({ tenantId, id }: LookalikeKey): Promise<void> {
    await this.queues.add(lookalikesQueue, { lookalike: { tenantId, id } }, { dedupeId: `lookalike:${id}` });
  }

  /** Every one that is not made: what lost its wake-up, or its worker. */
  async wakeAll(): Promise<void> {
    for (const key of await this.repository.unfinished()) await this.wake(key);
  }
}
