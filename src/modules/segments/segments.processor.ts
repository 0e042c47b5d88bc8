import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Processor, Queues } from '../platform/queue/queues.js';
import { Leftovers } from './leftovers.js';
import { SegmentUpkeep } from './segment-upkeep.js';
import { segmentsTick, tickMs, type SegmentsTick } from './segments.queue.js';

/** Ticks between two looks for what is left over: nobody waits for it. */
const ticksBetween = 60;

/** Keeps the tick ticking that finds what nobody woke. */
@Injectable()
export class SegmentsProcessor extends Processor<SegmentsTick> implements OnModuleInit {
  readonly queue = segmentsTick;
  private ticks = 0;

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
    if (this.ticks++ % ticksBetween === 0) await this.leftovers.clear();
  }
}
