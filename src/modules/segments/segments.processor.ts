import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Processor, Queues } from '../platform/queue/queues.js';
import { EvaluationService } from './evaluation.service.js';
import { tickMs, wakeSegments, type WakeSegments } from './segments.queue.js';

/** Takes a wake-up to the evaluation of its shard, and keeps the tick ticking that finds what nobody woke. */
@Injectable()
export class SegmentsProcessor extends Processor<WakeSegments> implements OnModuleInit {
  readonly queue = wakeSegments;

  constructor(
    private readonly evaluation: EvaluationService,
    private readonly queues: Queues,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.queues.every(wakeSegments, 'segments-tick', tickMs, { shard: null });
  }

  async handle({ shard }: WakeSegments): Promise<void> {
    await (shard === null ? this.evaluation.runWhereNeeded() : this.evaluation.run(shard));
  }
}
