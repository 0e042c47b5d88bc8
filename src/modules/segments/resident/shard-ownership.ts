import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EventsService } from '../../events/events.service.js';
import { consumer } from '../following.js';
import { OwnersRepository } from './owners.repository.js';

/** Another worker has taken the shard. */
export class Overtaken extends Error {
  constructor(shard: number) {
    super(`Shard ${shard} is another worker's by now.`);
  }
}

/** Who may write what a shard's memory comes to. */
@Injectable()
export class ShardOwnership {
  /** This process, among those that hold shards. */
  readonly worker = randomUUID();

  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: OwnersRepository,
    private readonly events: EventsService,
  ) {}

  /** Takes a shard once its owner has finished the step in hand; returns the number by which this turn is told from others. */
  take(shard: number): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      await this.events.hold(manager, consumer, shard);
      return this.repository.take(manager, shard, this.worker);
    });
  }

  /** Gives a shard up, for another to take. */
  leave(shard: number): Promise<void> {
    return this.repository.leave(this.dataSource.manager, shard, this.worker);
  }

  /**
   * Whether what is held of a shard may be written; within a transaction that holds the fence.
   * @throws Overtaken when the shard is another worker's by now
   */
  async isKept(
    manager: EntityManager,
    { shard, epoch }: { readonly shard: number; readonly epoch: number },
  ): Promise<boolean> {
    const held = await this.repository.owner(manager, shard);
    if (held?.owner !== this.worker) throw new Overtaken(shard);
    return held.epoch === epoch;
  }
}
