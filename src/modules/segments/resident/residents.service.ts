import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Log } from '../../platform/log.js';
import { ResidentLoader } from './resident-loader.js';
import type { Resident } from './resident.js';
import { ShardOwnership } from './shard-ownership.js';
import { ShardSnapshots } from './snapshot/shard-snapshots.js';

/** The shards that this process holds in memory. */
@Injectable()
export class Residents {
  private readonly inMemory = new Map<number, Resident>();
  private readonly held = new Map<number, Promise<Resident>>();
  /** Shards with which something went wrong: they are read from PostgreSQL, as nothing else is sure to be right. */
  private readonly doubted = new Set<number>();

  constructor(
    private readonly loader: ResidentLoader,
    private readonly ownership: ShardOwnership,
    private readonly snapshots: ShardSnapshots,
    private readonly log: Log,
  ) {}

  /** A shard, read into memory when it is not there yet: whoever held it before has it no more. */
  of(shard: number): Promise<Resident> {
    const known = this.held.get(shard);
    if (known) return known;
    const loading = this.load(shard);
    this.held.set(shard, loading);
    loading.catch(() => this.held.delete(shard));
    return loading;
  }

  /** When somebody's time comes next in a shard held here: ms since the epoch; Infinity: never. */
  nextDue(shard: number): number {
    return this.inMemory.get(shard)?.nextDue ?? Infinity;
  }

  /** A shard if it is in memory now. */
  inHand(shard: number): Resident | undefined {
    return this.inMemory.get(shard);
  }

  /** Those that are in memory now. */
  get all(): Resident[] {
    return [...this.inMemory.values()];
  }

  /**
   * Whether what is held may still be written; within a transaction that holds the fence.
   * @throws Overtaken when the shard is another worker's by now
   */
  isKept(manager: EntityManager, resident: Resident): Promise<boolean> {
    return this.ownership.isKept(manager, resident);
  }

  /** Lets go of a shard, for another to have it or to be taken up again: it is written down for them. */
  async leave(shard: number): Promise<void> {
    const resident = this.inMemory.get(shard);
    if (resident) await this.snapshots.write(resident);
    await this.release(shard);
    this.doubted.delete(shard);
  }

  /** Lets go of a shard of which what memory holds is not to be trusted. */
  async drop(shard: number): Promise<void> {
    this.doubted.add(shard);
    await this.release(shard);
  }

  private async release(shard: number): Promise<void> {
    const held = this.held.get(shard);
    this.held.delete(shard);
    this.inMemory.delete(shard);
    const resident = await held?.catch(() => undefined);
    await resident?.release().catch(() => undefined);
  }

  private async load(shard: number): Promise<Resident> {
    const begun = performance.now();
    const epoch = await this.ownership.take(shard);
    const snapshot = this.doubted.has(shard) ? null : await this.snapshots.find({ shard, epoch });
    const { resident, people, refused } = await this.loader.load(shard, epoch, snapshot);
    if (refused !== null)
      this.log.log({ shard, reason: refused }, 'a snapshot was of no use; the shard was read from PostgreSQL'); // prettier-ignore
    const from = snapshot && refused === null ? 'a snapshot' : 'PostgreSQL';
    this.log.log({ shard, people, from, ms: Math.round(performance.now() - begun) }, 'a shard is in memory');
    this.inMemory.set(shard, resident);
    return resident;
  }
}
