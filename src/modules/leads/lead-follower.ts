import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventsService } from '../events/events.service.js';
import { writeAgain } from '../platform/write-again.js';
import { LeadSteps } from './lead-steps.js';
import { LeadWakeUps } from './lead-wake-ups.js';

/** Name under which our place in the log is kept. */
export const consumer = 'leads';
/** Rows of the log read in one transaction. */
const stride = 50;
/** Least time between two wake-ups by one process, so that a stream of events costs few jobs. */
const pauseMs = 250;
/** Pause before a shard is looked at again whose newest rows are not readable yet, or which another follows. */
const lookAgainMs = 100;

/**
 * Follows the log and takes in every hand raised in it, and settles the leads of people who were merged or parted: none is lost or
 * made twice, whoever dies when.
 */
@Injectable()
export class LeadFollower implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventsService,
    private readonly steps: LeadSteps,
    private readonly wakeUps: LeadWakeUps,
  ) {}

  onModuleInit(): void {
    this.events.onRecorded(() => this.wakeUps.hint(), pauseMs);
  }

  /** The tick finds what a lost wake-up left behind. */
  async onApplicationBootstrap(): Promise<void> {
    await this.wakeUps.startTicking();
  }

  /** Every shard with rows not read yet. */
  async followAll(): Promise<void> {
    for (const shard of await this.events.shardsBehind(this.dataSource.manager, consumer))
      await this.follow(shard);
  }

  /** Reads a shard to its end; where rows are not readable yet, looks again soon. */
  async follow(shard: number): Promise<void> {
    for (;;) {
      const step = await writeAgain(() =>
        this.events.follow(consumer, shard, stride, (manager, entries) => this.steps.take(manager, entries)),
      );
      if (step) this.steps.tell(step.taken);
      if (step?.left === 'more') continue;
      if (step?.left !== 'nothing') await this.wakeUps.wake(shard, lookAgainMs);
      return;
    }
  }
}
