import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Processor, Queues } from '../platform/queue/queues.js';
import { RetrainingWork } from './retraining-work.service.js';
import { retrainingQueue } from './retraining.queue.js';

/** What is due is found so long after it at the latest; what a worker left behind, when the next one starts. */
const tickMs = 60_000;

/** Teaches models in a worker. */
@Injectable()
export class RetrainingProcessor extends Processor<object> implements OnModuleInit {
  readonly queue = retrainingQueue;

  constructor(
    private readonly work: RetrainingWork,
    private readonly queues: Queues,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.queues.every(retrainingQueue, 'retraining-tick', tickMs, {});
    await this.queues.add(retrainingQueue, {}, { dedupeId: 'retraining:start' });
  }

  async handle(): Promise<void> {
    await this.work.run();
  }

  /** The child is ended and its run goes back, so that another worker takes it up at once. */
  override ending(): Promise<void> {
    this.work.end();
    return Promise.resolve();
  }
}
