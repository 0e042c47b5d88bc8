import { Injectable } from '@nestjs/common';
import { Processor } from '../platform/queue/queues.js';
import { outcomesQueue } from './outcomes.queue.js';
import { OutcomesService } from './outcomes.service.js';

/** Works the queue `outcomes`: one job reads one shard to its end. */
@Injectable()
export class OutcomesProcessor extends Processor<{ shard: number }> {
  readonly queue = outcomesQueue;

  constructor(private readonly outcomes: OutcomesService) {
    super();
  }

  async handle({ shard }: { shard: number }): Promise<void> {
    await this.outcomes.follow(shard);
  }
}
