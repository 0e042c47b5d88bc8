import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Caller } from '../../models/caller.js';
import type { AudienceExportEntity, ExportTarget } from '../../models/export/audience-export.entity.js';
import { Clock } from '../platform/clock.js';
import { badCursor, type Page } from '../platform/graphql/connection.js';
import { SegmentsService } from '../segments/segments.service.js';
import { AudiencePolicy } from './audience-policy.js';
import { ExportWakeUps } from './export-wake-ups.js';
import { exportsError } from './exports.errors.js';
import { ExportsRepository } from './exports.repository.js';

const cursorKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** Audiences handed on to other companies: asking for one, and what became of it. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly repository: ExportsRepository,
    private readonly segments: SegmentsService,
    private readonly policy: AudiencePolicy,
    private readonly wakeUps: ExportWakeUps,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a request; a worker begins at once. Asked again while one of the segment for the target is under way, it is that
   * one.
   * @throws AppError SEGMENT_NOT_FOUND, AUDIENCE_EXPORT_ARCHIVED, AUDIENCE_EXPORT_FINANCIAL
   */
  async request(caller: Caller, segmentId: string, target: ExportTarget): Promise<AudienceExportEntity> {
    const segment = await this.segments.find(caller, segmentId);
    if (segment.status === 'ARCHIVED')
      throw exportsError(
        'AUDIENCE_EXPORT_ARCHIVED',
        'The segment is archived and nobody is in it; export another, or make a new one from its rule.',
      );
    await this.policy.require(caller, segment, target);
    const now = this.clock.now();
    const { tenantId, keyId: requestedBy } = caller;
    const wanted = { tenantId, id: uuidv7({ msecs: now }), segmentId, target, requestedBy };
    const audience = await this.repository.open(wanted, new Date(now));
    await this.wakeUps.wake(audience);
    return audience;
  }

  /** @throws AppError AUDIENCE_EXPORT_NOT_FOUND */
  async find({ tenantId }: Caller, id: string): Promise<AudienceExportEntity> {
    const audience = z.uuid().safeParse(id).success ? await this.repository.find({ tenantId, id }) : null;
    if (audience) return audience;
    throw exportsError('AUDIENCE_EXPORT_NOT_FOUND', 'There is no such export; audienceExports lists them.');
  }

  /** Newest first, one more than the page's limit where there are more. @throws AppError BAD_CURSOR */
  list({ tenantId }: Caller, page: Page): Promise<AudienceExportEntity[]> {
    const before = page.afterKey === null ? null : cursorKey.safeParse(page.afterKey);
    if (before?.success === false) throw badCursor();
    return this.repository.list(tenantId, before?.data ?? null, page.limit + 1);
  }
}
