import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Queues } from '../platform/queue/queues.js';
import { exportsQueue } from './exports.queue.js';
import type { ExportKey } from './exports.repository.js';

const tickMs = 30_000;

/** Wakes a worker for an export. The tick, and every start, finds what a lost wake-up or a dead worker left behind. */
@Injectable()
export class ExportWakeUps implements OnApplicationBootstrap {
  constructor(private readonly queues: Queues) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queues.every(exportsQueue, 'exports:tick', tickMs, { export: null });
    await this.queues.add(exportsQueue, { export: null }, { dedupeId: 'exports:start' });
  }

  async wake({ tenantId, id }: ExportKey, delayMs = 0): Promise<void> {
    await this.queues.add(exportsQueue, { export: { tenantId, id } }, { dedupeId: `exports:${id}`, delayMs });
  }
}
