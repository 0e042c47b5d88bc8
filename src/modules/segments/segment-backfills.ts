import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SegmentEntity } from '../../models/segment/segment.entity.js';
import { Changes } from '../platform/changes.js';
import { Config } from '../platform/config.js';
import { SegmentsRepository } from './segments.repository.js';
import { VersionsRepository } from './versions/versions.repository.js';
import { WakeUps } from './wake-ups.js';

/**
 * Stores a segment together with the order to apply it to everyone and the record of its new rule, so that none can be lost
 * without the others.
 */
@Injectable()
export class SegmentBackfills {
  constructor(
    private readonly repository: SegmentsRepository,
    private readonly versions: VersionsRepository,
    private readonly changes: Changes,
    private readonly wakeUps: WakeUps,
    private readonly config: Config,
  ) {}

  /**
   * Stores the segment; when `isAffected`, everyone will be looked at again. Other processes hear of it.
   * @param ruleFrom public id of the key that gave it a new rule; null: its rule is as it was, or Carousel's own
   */
  async save(
    manager: EntityManager,
    segment: SegmentEntity,
    isAffected: boolean,
    ruleFrom: string | null = null,
  ): Promise<void> {
    await this.repository.save(manager, segment);
    if (ruleFrom !== null) await this.versions.add(manager, segment, ruleFrom);
    if (isAffected) await this.repository.startBackfill(manager, segment, this.config.shards);
    await this.changes.announce(manager, 'segments', segment.tenantId);
  }

  /** Has everyone looked at again for segments that are as they were, as what they did is not. */
  restart(manager: EntityManager, segments: readonly SegmentEntity[]): Promise<void> {
    return this.repository.restartBackfills(manager, segments, this.config.shards);
  }

  /** Wakes every shard, so that nobody waits for the tick. */
  wake(): Promise<void> {
    return this.wakeUps.tell(Array.from({ length: this.config.shards }, (_, shard) => shard));
  }
}
