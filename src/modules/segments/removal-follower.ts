import { Injectable } from '@nestjs/common';
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

  /**
   * That it was noted and that everyone is looked at again is written together, so neither can be lost. Rules are read
   * before evaluation is held up: one that is changed or made since has everyone looked at again by itself, with the log as
   * it is by now.
   */
  async follow(): Promise<void> {
    const { manager: reading } = this.repository;
    const news = await this.repository.unnoted(reading, await this.retention.removed(reading));
    if (news.length === 0) return;
    const active = await this.repository.activeSegments(reading);
    const affected = active.filter((segment) => this.isAffected(segment, news));
    await this.repository.transaction(async (manager) => {
      // A step that has read the log as it was must not pass for one of what begins here.
      await this.events.holdAll(manager, consumer);
      // Another process may have seen to it meanwhile.
      const left = await this.repository.unnoted(manager, news);
      if (left.length === 0) return;
      await this.backfills.restart(manager, affected);
      await this.repository.note(manager, left);
    });
    await this.backfills.wake();
  }

  /** One whose rule cannot be read here may be in force elsewhere. */
  private isAffected({ rule }: SegmentEntity, news: readonly Removal[]): boolean {
    const now = this.clock.now();
    return !isReadable(rule) || news.some(({ keptFrom }) => losesHistory(rule, keptFrom.getTime(), now));
  }
}
