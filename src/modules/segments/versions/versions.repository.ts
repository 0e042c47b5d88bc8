import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, LessThanOrEqual, type EntityManager } from 'typeorm';
import { SegmentVersionEntity } from '../../../models/segment/segment-version.entity.js';
import type { SegmentEntity } from '../../../models/segment/segment.entity.js';

/** Of which segment. */
export interface SegmentKey {
  readonly tenantId: string;
  readonly id: string;
}

/** SQL of `segment_versions`. */
@Injectable()
export class VersionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Keeps the rule that a segment has from its present version on. */
  async add(
    manager: EntityManager,
    { tenantId, id, version, rule, updatedAt }: SegmentEntity,
    changedBy: string,
  ): Promise<void> {
    await manager.insert(SegmentVersionEntity, {
      tenantId,
      segmentId: id,
      version,
      rule,
      changedAt: updatedAt,
      changedBy,
    });
  }

  /** The newest before a version, or the newest of all, up to so many. */
  before(
    { tenantId, id }: SegmentKey,
    version: number | null,
    limit: number,
  ): Promise<SegmentVersionEntity[]> {
    return this.dataSource.manager.find(SegmentVersionEntity, {
      where: { tenantId, segmentId: id, ...(version === null ? {} : { version: LessThan(version) }) },
      order: { version: 'DESC' },
      take: limit,
    });
  }

  /** The rule that was in force at a version of the segment, whichever version gave it; null where that is not known. */
  inForceAt({ tenantId, id }: SegmentKey, version: number): Promise<SegmentVersionEntity | null> {
    return this.dataSource.manager.findOne(SegmentVersionEntity, {
      where: { tenantId, segmentId: id, version: LessThanOrEqual(version) },
      order: { version: 'DESC' },
    });
  }
}
