import { Injectable } from '@nestjs/common';
import { Processor } from '../platform/queue/queues.js';
import { LeadFollower } from './lead-follower.js';
import { leadsQueue } from './leads.queue.js';

/** Makes the leads that came as events. */
@Injectable()
export class LeadsProcessor extends Processor<{ shard: number | null }> {
  readonly queue = leadsQueue;

  constructor(private readonly follower: LeadFollower) {
    super();
  }

  async handle({ shard }: { shard: number | null }): Promise<void> {
    if (shard === null) await this.follower.followAll();
    else await this.follower.follow(shard);
  }
}
