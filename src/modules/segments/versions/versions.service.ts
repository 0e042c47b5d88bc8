import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import type { SegmentVersionEntity } from '../../../models/segment/segment-version.entity.js';
import { AppError } from '../../platform/app-error.js';
import { badCursor, type Page } from '../../platform/graphql/connection.js';
import { segmentBuiltIn, segmentErrors } from '../segments.errors.js';
import { SegmentsService, type SegmentOutcome } from '../segments.service.js';
import { VersionsRepository } from './versions.repository.js';

const largestVersion = 2_147_483_647;
const cursorKey = z.tuple([z.coerce.number().int().min(1).max(largestVersion)]);

/** The rules that segments had: reading them, and taking one up again. */
@Injectable()
export class VersionsService {
  constructor(
    private readonly repository: VersionsRepository,
    private readonly segments: SegmentsService,
  ) {}

  /** Newest first, one more than the page holds. */
  page({ tenantId }: Caller, id: string, { afterKey, limit }: Page): Promise<SegmentVersionEntity[]> {
    const parsed = afterKey === null ? null : cursorKey.safeParse(afterKey);
    if (parsed && !parsed.success) throw badCursor();
    return this.repository.before({ tenantId, id }, parsed?.data[0] ?? null, limit + 1);
  }

  /**
   * Gives a segment the rule it had at a version once more, as a change like any other: what the rule refers to has to be
   * there today, everyone is looked at anew, and nothing is taken back.
   * @throws AppError SEGMENT_NOT_FOUND, SEGMENT_BUILT_IN, SEGMENT_VERSION_NOT_FOUND, SEGMENT_ARCHIVED, SEGMENT_CHANGED
   */
  async restore(
    caller: Caller,
    id: string,
    version: number,
    expectedVersion: number | null | undefined,
  ): Promise<SegmentOutcome> {
    const segment = await this.segments.find(caller, id);
    if (segment.builtIn !== null) throw segmentBuiltIn(segment);
    const isPast = version >= 1 && version <= segment.version;
    const earlier = isPast ? await this.repository.inForceAt(segment, version) : null;
    if (!earlier)
      throw new AppError(
        segmentErrors.versionNotFound,
        'not-found',
        `Of segment ${id}, which is at version ${segment.version}, no rule of version ${version} is kept; take one from its versions.`,
      );
    return this.segments.update(caller, id, { rule: earlier.rule, expectedVersion });
  }
}
