import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventsService } from '../events/events.service.js';
import { Log } from '../platform/log.js';
import { Queues } from '../platform/queue/queues.js';
import { draftOf } from './lead-draft.js';
import { LeadMaker } from './lead-maker.js';
import { leadsQueue } from './leads.queue.js';

/** Name under which our place in the log is kept. */
export const consumer = 'leads';
/** Rows of the log read in one transaction. */
const stride = 50;
/** Least time between two wake-ups by one process, so that a stream of events costs few jobs. */
const pauseMs = 250;
/** Pause before a shard is looked at again whose newest rows are not readable yet, or which another follows. */
const lookAgainMs = 100;
const tickMs = 10_000;

/** Follows the log and makes a lead of every hand raised in it: none is lost or made twice, whoever dies when. */
@Injectable()
export class LeadFollower implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventsService,
    private readonly maker: LeadMaker,
    private readonly queues: Queues,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.events.onRecorded(() => {
      this.wake(null).catch((fault: unknown) =>
        this.log.warn({ err: fault }, 'could not wake leads; the tick will'),
      );
    }, pauseMs);
  }

  /** The tick finds what a lost wake-up left behind. */
  async onApplicationBootstrap(): Promise<void> {
    await this.queues.every(leadsQueue, 'leads:tick', tickMs, { shard: null });
  }

  /** Every shard with rows not read yet. */
  async followAll(): Promise<void> {
    for (const shard of await this.events.shardsBehind(this.dataSource.manager, consumer))
      await this.follow(shard);
  }

  /** Reads a shard to its end; where rows are not readable yet, looks again soon. */
  async follow(shard: number): Promise<void> {
    for (;;) {
      const step = await this.events.follow(consumer, shard, stride, (manager, entries) =>
        this.maker.makeAll(
          manager,
          entries.flatMap((entry) => draftOf(entry) ?? []),
        ),
      );
      if (step) this.maker.tell(step.taken);
      if (step?.left === 'more') continue;
      if (step?.left !== 'nothing') await this.wake(shard, lookAgainMs);
      return;
    }
  }

  /** One shard, or with null all that have news: a job for each of them would cost more than to look. */
  private async wake(shard: number | null, delayMs = 0): Promise<void> {
    await this.queues.add(leadsQueue, { shard }, { delayMs, dedupeId: `leads:${shard ?? 'all'}` });
  }
}
