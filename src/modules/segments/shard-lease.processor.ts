import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { Processor, Queues } from '../platform/queue/queues.js';
import { shardLease, type ShardLease } from './shard-lease.queue.js';
import { ShardLeases } from './shard-leases.js';

/** Pause of a worker that has its share already: another may take the job meanwhile. */
const fullPauseMs = 250;

/** Holds this worker's shards: a job in hand for each, as long as it has it. */
@Injectable()
export class ShardLeaseProcessor extends Processor<ShardLease> implements OnModuleInit {
  readonly queue = shardLease;

  constructor(
    private readonly leases: ShardLeases,
    private readonly queues: Queues,
    private readonly config: Config,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.leases.join();
    for (let shard = 0; shard < this.config.shards; shard++) await this.offer(shard);
  }

  async handle({ shard }: ShardLease): Promise<void> {
    try {
      if (this.leases.isFull) await sleep(fullPauseMs);
      else await this.leases.hold(shard);
    } finally {
      await this.offer(shard);
    }
  }

  override async ending(): Promise<void> {
    await this.leases.leave();
  }

  /** Whoever has room takes it. */
  private offer(shard: number): Promise<void> {
    return this.queues.add(shardLease, { shard }, { dedupeId: String(shard) });
  }
}
