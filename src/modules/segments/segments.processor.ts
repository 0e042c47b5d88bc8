import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Processor, Queues } from '../platform/queue/queues.js';
import { EvaluationLoop } from './evaluation-loop.js';
import { HeldSegments } from './held-segments.js';
import { RemovalFollower } from './removal-follower.js';
import { segmentsTick, tickMs, type SegmentsTick } from './segments.queue.js';

/** Starts this worker's evaluation, and keeps the tick ticking that finds what nobody woke. */
@Injectable()
export class SegmentsProcessor extends Processor<SegmentsTick> implements OnModuleInit {
  readonly queue = segmentsTick;

  constructor(
    private readonly loop: EvaluationLoop,
    private readonly held: HeldSegments,
    private readonly removals: RemovalFollower,
    private readonly queues: Queues,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    this.loop.start();
    await this.queues.every(segmentsTick, 'segments-tick', tickMs, {});
  }

  async handle(): Promise<void> {
    await this.held.letGo();
    await this.removals.follow();
    await this.loop.tick();
  }
}
