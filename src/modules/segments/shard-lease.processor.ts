import { Injectable, type OnModuleInit } from '@nestjs/common';
import { NotNow, Processor } from '../platform/queue/queues.js';
import { SegmentsTicks } from './segments-ticks.js';
import { SnapshotKeeper } from './resident/snapshot/snapshot-keeper.js';
import { shardLease, type ShardLease } from './shard-lease.queue.js';
import { ShardLeases } from './shard-leases.js';

/** Pause before a shard that was let go of, or found no room, is given to somebody: others hear of it meanwhile. */
const againMs = 250;

/** Holds this worker's shards: a job in hand for each, as long as it has it. The job never ends, it changes hands. */
@Injectable()
export class ShardLeaseProcessor extends Processor<ShardLease> implements OnModuleInit {
  readonly queue = shardLease;

  constructor(
    private readonly leases: ShardLeases,
    private readonly snapshots: SnapshotKeeper,
    private readonly ticks: SegmentsTicks,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.leases.join();
    this.snapshots.start();
    this.ticks.start();
  }

  async handle({ shard }: ShardLease): Promise<void> {
    if (this.leases.hasRoomFor(shard)) await this.leases.hold(shard);
    throw new NotNow(againMs);
  }

  override async ending(): Promise<void> {
    await this.ticks.stop();
    await this.snapshots.stop();
    await this.leases.leave();
  }
}
