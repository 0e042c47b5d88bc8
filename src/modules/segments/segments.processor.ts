import { Injectable } from '@nestjs/common';
import { Processor } from '../platform/queue/queues.js';
import { EvaluationService } from './evaluation.service.js';
import { wakeSegments, type WakeSegments } from './segments.queue.js';

/** Takes a wake-up to the evaluation of its shard. */
@Injectable()
export class SegmentsProcessor extends Processor<WakeSegments> {
  readonly queue = wakeSegments;

  constructor(private readonly evaluation: EvaluationService) {
    super();
  }

  async handle({ shard }: WakeSegments): Promise<void> {
    if (shard === null) await this.evaluation.runWhereNeeded();
    else await this.evaluation.run(shard);
  }
}
