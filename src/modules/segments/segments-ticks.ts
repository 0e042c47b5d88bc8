import { Injectable } from '@nestjs/common';
import { Log } from '../platform/log.js';
import { Ticking } from '../platform/ticking.js';
import { Leftovers } from './leftovers.js';
import { SegmentUpkeep } from './segment-upkeep.js';

/**
 * Ticks of a worker that make sure of everything, whatever became of wake-ups, for what there is to do is read from PostgreSQL: of
 * work that somebody waits for, of what changed elsewhere, and of what is left over.
 */
@Injectable()
export class SegmentsTicks {
  private readonly ticks: readonly Ticking[];

  constructor(upkeep: SegmentUpkeep, leftovers: Leftovers, log: Log) {
    const failed = (fault: unknown) =>
      log.warn({ err: fault }, 'a look for segments’ work failed; the next will');
    this.ticks = [
      new Ticking(2_000, () => upkeep.wake(), failed),
      new Ticking(5_000, () => upkeep.follow(), failed),
      new Ticking(60_000, () => leftovers.clear(), failed),
    ];
  }

  start(): void {
    for (const tick of this.ticks) tick.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.ticks.map((tick) => tick.stop()));
  }
}
