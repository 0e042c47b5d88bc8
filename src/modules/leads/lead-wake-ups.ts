import { Injectable } from '@nestjs/common';
import { Log } from '../platform/log.js';
import { Queues } from '../platform/queue/queues.js';
import { leadsQueue } from './leads.queue.js';

const tickMs = 20_000;

/** Wakes whoever follows the log for leads: a hint only, as the tick finds what a lost wake-up left behind. */
@Injectable()
export class LeadWakeUps {
  constructor(
    private readonly queues: Queues,
    private readonly log: Log,
  ) {}

  async startTicking(): Promise<void> {
    await this.queues.every(leadsQueue, 'leads:tick', tickMs, { shard: null });
  }

  /** There may be news in any shard; that nobody could be told is no fault. */
  hint(): void {
    this.wake(null).catch((fault: unknown) =>
      this.log.warn({ err: fault }, 'could not wake leads; the tick will'),
    );
  }

  /** One shard, or with null all that have news: a job for each of them would cost more than to look. */
  async wake(shard: number | null, delayMs = 0): Promise<void> {
    await this.queues.add(leadsQueue, { shard }, { delayMs, dedupeId: `leads:${shard ?? 'all'}` });
  }
}
