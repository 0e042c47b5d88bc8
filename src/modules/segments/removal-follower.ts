import { Injectable } from '@nestjs/common';
import { EventsService } from '../events/events.service.js';
import { RetentionService } from '../events/retention/retention.service.js';
import { consumer } from './following.js';
import { RemovalsRepository } from './removals.repository.js';
import { OwnersRepository } from './resident/owners.repository.js';
import { SegmentBackfills } from './segment-backfills.js';

/**
 * Has memberships follow when events are removed from the log: every shard is read into memory anew, and everyone in it
 * looked at again.
 */
@Injectable()
export class RemovalFollower {
  constructor(
    private readonly repository: RemovalsRepository,
    private readonly retention: RetentionService,
    private readonly events: EventsService,
    private readonly backfills: SegmentBackfills,
    private readonly owners: OwnersRepository,
  ) {}

  /**
   * That it was noted, that what is in memory counts no more and that everyone is looked at again is written together, so
   * none can be lost. A segment that is made or changed since has everyone looked at by itself.
   */
  async follow(): Promise<void> {
    const { manager: reading } = this.repository;
    const news = await this.repository.unnoted(reading, await this.retention.removed(reading));
    if (news.length === 0) return;
    const active = await this.repository.activeSegments(reading);
    await this.repository.transaction(async (manager) => {
      // A step that has read the log as it was must not pass for one of what begins here.
      await this.events.holdAll(manager, consumer);
      // Another process may have seen to it meanwhile.
      const left = await this.repository.unnoted(manager, news);
      if (left.length === 0) return;
      await this.owners.dispossess(manager);
      await this.backfills.restart(manager, active);
      await this.repository.note(manager, left);
    });
    await this.backfills.wake();
  }
}
