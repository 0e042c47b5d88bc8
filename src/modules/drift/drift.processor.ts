import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Processor, Queues } from '../platform/queue/queues.js';
import { driftQueue } from './drift.queue.js';
import { DriftService } from './drift.service.js';
import { DriftGauges } from './drift-gauges.js';

/** Days are counted when they are over, so an hour later is soon enough. */
const tickMs = 3_600_000;

/** Looks for drift in a worker: each hour, and when one starts, as there may be days that were missed. */
@Injectable()
export class DriftProcessor extends Processor<object> implements OnModuleInit {
  readonly queue = driftQueue;

  constructor(
    private readonly drift: DriftService,
    private readonly gauges: DriftGauges,
    private readonly queues: Queues,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.queues.every(driftQueue, 'drift-tick', tickMs, {});
    await this.queues.add(driftQueue, {}, { dedupeId: 'start' });
    this.gauges.start();
  }

  override ending(): Promise<void> {
    this.drift.end();
    return this.gauges.stop();
  }

  async handle(): Promise<void> {
    await this.drift.lookAtAll();
    await this.gauges.tell();
  }
}
