import { Injectable } from '@nestjs/common';
import { Processor } from '../platform/queue/queues.js';
import { outcomesQueue } from './outcomes.queue.js';
import { ReconcilingService } from './limits/reconciling.service.js';
import { OutcomesService } from './outcomes.service.js';

/** Works the queue `outcomes`: a job reads every shard to its end, and sees to it that the limits know. */
@Injectable()
export class OutcomesProcessor extends Processor<object> {
  readonly queue = outcomesQueue;

  constructor(
    private readonly outcomes: OutcomesService,
    private readonly reconciling: ReconcilingService,
  ) {
    super();
  }

  async handle(): Promise<void> {
    await this.outcomes.followAll();
    await this.reconciling.reconcile();
  }
}
