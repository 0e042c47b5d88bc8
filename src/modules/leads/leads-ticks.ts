import { Injectable } from '@nestjs/common';
import { Log } from '../platform/log.js';
import { Ticking } from '../platform/ticking.js';
import { LeadRescorer } from './ledger/lead-rescorer.js';
import { LateLeads } from './response/late-leads.js';
import { LeadResponse } from './response/lead-response.js';

/** How often it is looked whether anything is due, and how often it is done whatever the look says. */
const everyMs = { look: 2_000, work: 60_000 };

/**
 * Ticks of a worker that do what is due of leads. What is due stands in PostgreSQL: a lost tick loses nothing. One look asks for
 * all of it, so that a worker with nothing to do costs one statement every two seconds; what takes long holds up nothing else.
 */
@Injectable()
export class LeadsTicks {
  private readonly ticks: readonly Ticking[];

  constructor(rescorer: LeadRescorer, response: LeadResponse, late: LateLeads, log: Log) {
    const failed = (fault: unknown) => log.warn({ err: fault }, 'a look for what is due of leads failed; the next will'); // prettier-ignore
    const scores = new Ticking(everyMs.work, () => rescorer.run(), failed);
    const answers = new Ticking(everyMs.work, () => response.run(), failed);
    const look = async () => {
      const due = await late.due();
      if (due.score) scores.hurry();
      if (due.answer || due.another) answers.hurry();
    };
    this.ticks = [scores, answers, new Ticking(everyMs.look, look, failed)];
  }

  start(): void {
    for (const tick of this.ticks) tick.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.ticks.map((tick) => tick.stop()));
  }
}
