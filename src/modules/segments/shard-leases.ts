import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { Queues } from '../platform/queue/queues.js';
import { EvaluationLoop } from './evaluation-loop.js';
import { ShardOwnership } from './resident/shard-ownership.js';
import { shardLease } from './shard-lease.queue.js';
import { WorkersRepository } from './workers.repository.js';

/** How often a worker says that it is there, looks who else is, and offers what nobody has. */
const beatMs = 1_000;

/** A shard held here: how to let go of it, and when that is done. */
interface Lease {
  readonly letGo: () => void;
  readonly over: Promise<void>;
}

/**
 * The shards this worker has, as leases: each is a job in hand, which the queue gives to another worker when this one dies.
 * A worker takes no more than its share of the shards, and lets go of what it has beyond when others join. Who writes
 * is not decided here but by `ShardOwnership`, so a job that comes twice or is lost costs time and nothing else.
 */
@Injectable()
export class ShardLeases {
  private readonly shards: number;
  private readonly held = new Map<number, Lease>();
  private share: number;
  private timer: NodeJS.Timeout | undefined;
  private isClosing = false;

  constructor(
    private readonly workers: WorkersRepository,
    private readonly loop: EvaluationLoop,
    private readonly ownership: ShardOwnership,
    private readonly queues: Queues,
    config: Config,
  ) {
    this.shards = config.shards;
    this.share = config.shards;
  }

  /** Says that this worker is there, before it takes any shard. */
  async join(): Promise<void> {
    await this.beat();
    this.timer = setInterval(() => void this.beat().catch(() => undefined), beatMs);
  }

  /** Whether this worker has the shard, or fewer shards than it should. */
  hasRoomFor(shard: number): boolean {
    return !this.isClosing && (this.held.has(shard) || this.held.size < this.share);
  }

  /** Works a shard until it is let go of. Asked twice, both are over when the one lease is. */
  hold(shard: number): Promise<void> {
    const known = this.held.get(shard);
    if (known) return known.over;
    let letGo = (): void => undefined;
    const told = new Promise<void>((resolve) => (letGo = resolve));
    const over = this.work(shard, told, letGo);
    this.held.set(shard, { letGo, over });
    return over;
  }

  /** Lets go of everything. */
  async leave(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.timer);
    const leases = [...this.held.values()];
    for (const { letGo } of leases) letGo();
    await Promise.allSettled(leases.map(({ over }) => over));
    await this.workers.leave(this.ownership.worker);
  }

  private async work(shard: number, told: Promise<void>, letGo: () => void): Promise<void> {
    this.loop.own(shard, letGo);
    await told;
    try {
      await this.loop.disown(shard);
      await this.ownership.leave(shard);
    } finally {
      this.held.delete(shard);
    }
  }

  private async beat(): Promise<void> {
    const { count, unowned } = await this.workers.beat(this.ownership.worker, this.shards);
    if (this.isClosing) return;
    this.share = Math.ceil(this.shards / Math.max(1, count));
    const surplus = [...this.held.values()].slice(this.share);
    for (const { letGo } of surplus) letGo();
    for (const shard of unowned) await this.queues.add(shardLease, { shard }, { dedupeId: String(shard) });
  }
}
