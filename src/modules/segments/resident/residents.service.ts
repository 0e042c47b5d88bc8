import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Log } from '../../platform/log.js';
import { ResidentLoader } from './resident-loader.js';
import type { Resident } from './resident.js';
import { ShardOwnership } from './shard-ownership.js';

/** The shards that this process holds in memory. */
@Injectable()
export class Residents {
  private readonly inMemory = new Map<number, Resident>();
  private readonly held = new Map<number, Promise<Resident>>();

  constructor(
    private readonly loader: ResidentLoader,
    private readonly ownership: ShardOwnership,
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

  /**
   * Whether what is held may still be written; within a transaction that holds the fence.
   * @throws Overtaken when the shard is another worker's by now
   */
  isKept(manager: EntityManager, resident: Resident): Promise<boolean> {
    return this.ownership.isKept(manager, resident);
  }

  /** Lets go of a shard: what its memory holds is not to be trusted, or another is to have it. */
  async drop(shard: number): Promise<void> {
    const held = this.held.get(shard);
    this.held.delete(shard);
    this.inMemory.delete(shard);
    const resident = await held?.catch(() => undefined);
    await resident?.release().catch(() => undefined);
  }

  private async load(shard: number): Promise<Resident> {
    const begun = performance.now();
    const epoch = await this.ownership.take(shard);
    const { resident, people } = await this.loader.load(shard, epoch);
    this.log.log({ shard, people, ms: Math.round(performance.now() - begun) }, 'a shard is in memory');
    this.inMemory.set(shard, resident);
    return resident;
  }
}
