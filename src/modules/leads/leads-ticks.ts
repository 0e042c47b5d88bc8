import { Injectable } from '@nestjs/common';
import { Log } from '../platform/log.js';
import { Ticking } from '../platform/ticking.js';
import { LeadRescorer } from './ledger/lead-rescorer.js';

/** Ticks of a worker that do what is due of leads. What is due stands in PostgreSQL: a lost tick loses nothing. */
@Injectable()
export class LeadsTicks {
  private readonly ticks: readonly Ticking[];

  constructor(rescorer: LeadRescorer, log: Log) {
    const failed = (fault: unknown) => log.warn({ err: fault }, 'a look for what is due of leads failed; the next will'); // prettier-ignore
    this.ticks = [new Ticking(1_000, () => rescorer.run(), failed)];
  }

  start(): void {
    for (const tick of this.ticks) tick.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.ticks.map((tick) => tick.stop()));
  }
}
