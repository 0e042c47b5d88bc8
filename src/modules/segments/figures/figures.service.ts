import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { Caller } from '../../../models/caller.js';
import type { SegmentEntity } from '../../../models/segment/segment.entity.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { TenancyService } from '../../tenancy/tenancy.service.js';
import { localDays } from '../lifecycle/local-days.js';
import { segmentErrors } from '../segments.errors.js';
import { SegmentsService } from '../segments.service.js';
import { FiguresRepository, type StayCounts } from './figures.repository.js';
import { growthOf, type Growth } from './growth.js';
import { overlapOf, type Overlap } from './overlap.js';

/** Most segments whose overlap is asked for at once: 45 pairs of them are what somebody can look at. */
export const mostOverlapping = 10;
/** Days one question about growth may be about: a year, and the same weeks of the year before. */
export const mostGrowthDays = 400;

/** An overlap, and of which segments. */
export interface SegmentOverlap extends Overlap {
  readonly segments: readonly SegmentEntity[];
}

/** A growth, and of which segment. */
export interface SegmentGrowth extends Growth {
  readonly segment: SegmentEntity;
  /** Of the stays that ended on these days, how long the one in the middle lasted. */
  readonly medianStaySeconds: number | null;
}

/** What marketers ask of audiences beside who is in them: what they have in common, and how they grow. */
@Injectable()
export class FiguresService {
  constructor(
    private readonly repository: FiguresRepository,
    private readonly segments: SegmentsService,
    private readonly tenancy: TenancyService,
    private readonly clock: Clock,
  ) {}

  /**
   * What each two of the segments have in common now. One named twice counts once.
   * @throws AppError AUDIENCE_OVERLAP_SIZE, SEGMENT_NOT_FOUND, SEGMENT_ARCHIVED
   */
  async overlap(caller: Caller, segmentIds: readonly string[]): Promise<SegmentOverlap> {
    const ids = [...new Set(segmentIds)];
    if (ids.length < 2 || ids.length > mostOverlapping)
      throw new AppError(
        segmentErrors.overlap,
        'invalid',
        `segmentIds names ${ids.length} different segments; give 2 to ${mostOverlapping}.`,
      );
    const segments = await Promise.all(ids.map((id) => this.segments.find(caller, id)));
    const archived = segments.find(({ status }) => status === 'ARCHIVED');
    if (archived)
      throw new AppError(
        segmentErrors.archived,
        'conflict',
        `Segment ${archived.id} is archived: nobody is in it any more; leave it out.`,
      );
    const commons = await this.repository.commons(caller.tenantId, segments.map(({ id }) => id)); // prettier-ignore
    return { segments, ...overlapOf(commons, segments.length) };
  }

  /**
   * How the segment grew on each day of the tenant's calendar; without days, in the week up to today. One that is archived by
   * then grows no more.
   * @throws AppError SEGMENT_NOT_FOUND, AUDIENCE_GROWTH_DAYS, SEGMENT_ARCHIVED
   */
  async growth(
    caller: Caller,
    segmentId: string,
    from: string | null | undefined,
    to: string | null | undefined,
  ): Promise<SegmentGrowth> {
    const { tenantId } = caller;
    const segment = await this.segments.find(caller, segmentId);
    const { timeZone } = await this.tenancy.tenant({ tenantId });
    const allowed = { most: mostGrowthDays, code: segmentErrors.growthDays };
    const { dates, bounds } = localDays(from, to, timeZone, this.clock.now(), allowed);
    if (dates.length === 0) return { segment, ...growthOf([], 0, []), medianStaySeconds: null };
    const [counts, medianStaySeconds] = await Promise.all([
      this.repository.counts(tenantId, segment.id, bounds),
      this.repository.medianStaySeconds(tenantId, segment.id, bounds),
    ]);
    if (isOver(segment, bounds, counts)) throw noMoreGrowth(segment, timeZone);
    return { segment, ...growthOf(dates, counts.before, counts.days), medianStaySeconds };
  }
}

/** Whether the days all lie behind what an archived segment was: nothing changes it after it was archived. */
function isOver(
  { status, updatedAt }: SegmentEntity,
  [first]: readonly Date[],
  { before, days }: StayCounts,
): boolean {
  return (
    status === 'ARCHIVED' && first !== undefined && first >= updatedAt && before === 0 && days.length === 0
  );
}

function noMoreGrowth({ id, updatedAt }: SegmentEntity, zone: string): AppError {
  const day = DateTime.fromJSDate(updatedAt, { zone }).toFormat('yyyy-MM-dd');
  return new AppError(
    segmentErrors.archived,
    'conflict',
    `Segment ${id} was archived on ${day}, and nobody is in it since; ask about that day and those before.`,
  );
}
