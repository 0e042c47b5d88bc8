import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Processor } from '../platform/queue/queues.js';
import { LeadFollower } from './lead-follower.js';
import { LeadsTicks } from './leads-ticks.js';
import { leadsQueue } from './leads.queue.js';

/** Makes the leads that came as events, and does what is due of leads. */
@Injectable()
export class LeadsProcessor extends Processor<{ shard: number | null }> implements OnModuleInit {
  readonly queue = leadsQueue;

  constructor(
    private readonly follower: LeadFollower,
    private readonly ticks: LeadsTicks,
  ) {
    super();
  }

  onModuleInit(): void {
    this.ticks.start();
  }

  override async ending(): Promise<void> {
    await this.ticks.stop();
  }

  async handle({ shard }: { shard: number | null }): Promise<void> {
    if (shard === null) await this.follower.followAll();
    else await this.follower.follow(shard);
  }
}
