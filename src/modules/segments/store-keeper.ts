import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventsService } from '../events/events.service.js';
import { Config } from '../platform/config.js';
import { ViewerStore } from '../platform/viewer-store/viewer-store.js';
import { EvaluationRepository } from './evaluation.repository.js';
import { consumer } from './evaluation-step.js';

/** Notices that the viewer store has lost what was published, and has it published again. */
@Injectable()
export class StoreKeeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventsService,
    private readonly repository: EvaluationRepository,
    private readonly store: ViewerStore,
    private readonly config: Config,
  ) {}

  /**
   * Has everything published again when the store has lost it (a flushed Redis). That it is to be published is written
   * down before the store is marked as whole, so a worker that dies here loses nothing.
   */
  async restoreLostStore(): Promise<void> {
    if ((await this.store.generation()) !== null) return;
    for (let shard = 0; shard < this.config.shards; shard++)
      await this.dataSource.transaction(async (manager) => {
        await this.events.hold(manager, consumer, shard);
        await this.repository.publishAgain(manager, shard);
      });
    await this.store.begin(randomUUID());
  }
}
