import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { EvaluationLoop } from './evaluation-loop.js';
import { ShardOwnership } from './resident/shard-ownership.js';
import { WorkersRepository } from './workers.repository.js';

/** How often a worker says that it is there and looks who else is. */
const beatMs = 1_000;

/** A shard held here, and how to let go of it. */
interface Lease {
  readonly shard: number;
  readonly letGo: () => void;
}

/**
 * The shards this worker has, as leases: each is a job in hand, which the queue gives to another worker when this one dies.
 * A worker takes no more than its share of the shards, and lets go of what it has beyond when others join.
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

  /** Whether this worker has as many shards as it should. */
  get isFull(): boolean {
    return this.isClosing || this.held.size >= this.share;
  }

  /** Works a shard until it is let go of. */
  async hold(shard: number): Promise<void> {
    if (this.held.has(shard)) return;
    const over = new Promise<void>((letGo) => this.held.set(shard, { shard, letGo }));
    this.loop.own(shard, () => this.held.get(shard)?.letGo());
    await over;
    await this.loop.disown(shard);
    this.held.delete(shard);
  }

  /** Lets go of everything. */
  async leave(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.timer);
    for (const { letGo } of this.held.values()) letGo();
    await this.workers.leave(this.ownership.worker);
  }

  private async beat(): Promise<void> {
    const count = await this.workers.beat(this.ownership.worker);
    this.share = Math.ceil(this.shards / Math.max(1, count));
    const surplus = [...this.held.values()].slice(this.share);
    for (const { letGo } of surplus) letGo();
  }
}
