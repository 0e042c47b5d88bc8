import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isReadable } from '../../models/segment/rule.js';
import type { SegmentEntity } from '../../models/segment/segment.entity.js';
import { EventsService } from '../events/events.service.js';
import { RetentionService, type Removal } from '../events/retention/retention.service.js';
import { Clock } from '../platform/clock.js';
import { consumer } from './evaluation-step.js';
import { losesHistory } from './loses-history.js';
import { RemovalsRepository } from './removals.repository.js';
import { SegmentBackfills } from './segment-backfills.js';

/**
 * Has memberships follow when events are removed from the log: who is in a segment by what is gone is looked at again,
 * with everyone else. Segments whose windows lie within what is kept are left alone.
 */
@Injectable()
export class RemovalFollower {
  constructor(
    private readonly repository: RemovalsRepository,
    private readonly retention: RetentionService,
    private readonly events: EventsService,
    private readonly backfills: SegmentBackfills,
    private readonly clock: Clock,
  ) {}

  /** That it was noted and that everyone is looked at again is written together, so neither can be lost. */
  async follow(): Promise<void> {
    if ((await this.news(this.repository.manager)).length === 0) return;
    await this.repository.transaction(async (manager) => {
      // A step that has read the log as it was must not pass for one of what begins here.
      await this.events.holdAll(manager, consumer);
      const news = await this.news(manager);
      for (const segment of await this.repository.activeSegments(manager))
        if (this.isAffected(segment, news)) await this.backfills.restart(manager, segment);
      await this.repository.note(manager, news);
    });
    await this.backfills.wake();
  }

  private async news(manager: EntityManager): Promise<Removal[]> {
    return this.repository.unnoted(manager, await this.retention.removed(manager));
  }

  /** One whose rule cannot be read here may be in force elsewhere. */
  private isAffected({ rule }: SegmentEntity, news: readonly Removal[]): boolean {
    const now = this.clock.now();
    return !isReadable(rule) || news.some(({ keptFrom }) => losesHistory(rule, keptFrom.getTime(), now));
  }
}
