import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventsService } from '../events/events.service.js';
import { Config } from '../platform/config.js';
import { ViewerStore } from '../platform/viewer-store/viewer-store.js';
import { EvaluationRepository } from './evaluation.repository.js';
import { consumer } from './following.js';
import { lostSince } from './lost-since.js';

/** How often the store's mark is renewed. */
const renewedMs = 5_000;

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
   * Has published again, under newer versions, what the store has lost: everything of a flushed Redis, what came since of
   * one that is back with an older copy. That it is to be published is written down before the store is marked as whole,
   * so a worker that dies here loses nothing.
   */
  async watch(now: number): Promise<void> {
    const mark = await this.store.lastMark();
    const since = lostSince(mark, now);
    if (since !== null)
      for (let shard = 0; shard < this.config.shards; shard++)
        await this.dataSource.transaction(async (manager) => {
          await this.events.hold(manager, consumer, shard);
          await this.repository.publishAgain(manager, shard, new Date(since));
        });
    if (since !== null || mark === null || now - mark.wholeAt >= renewedMs) await this.store.mark(now);
  }
}
