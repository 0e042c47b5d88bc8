import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Processor, Queues } from '../platform/queue/queues.js';
import { Leftovers } from './leftovers.js';
import { SegmentUpkeep } from './segment-upkeep.js';
import { segmentsTick, tickMs, type SegmentsTick } from './segments.queue.js';

/** Keeps the tick ticking that finds what nobody woke. */
@Injectable()
export class SegmentsProcessor extends Processor<SegmentsTick> implements OnModuleInit {
  readonly queue = segmentsTick;

  constructor(
    private readonly upkeep: SegmentUpkeep,
    private readonly leftovers: Leftovers,
    private readonly queues: Queues,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.queues.every(segmentsTick, 'segments-tick', tickMs, {});
  }

  async handle(): Promise<void> {
    await this.upkeep.tick();
    await this.leftovers.clear();
  }
}
