import { ruleSchema, type Rule } from '../../models/segment/rule.js';
import type { SegmentEntity } from '../../models/segment/segment.entity.js';
import { AppError } from '../platform/app-error.js';
import { segmentErrors, segmentNotFound } from './segments.errors.js';

/** A segment that is kept up to date, as far as its rule goes. */
export type SegmentInForce = Pick<SegmentEntity, 'id' | 'name' | 'version'> & { readonly rule: Rule };

/**
 * A segment that is kept up to date, with its rule.
 * @throws AppError SEGMENT_NOT_FOUND, SEGMENT_ARCHIVED, SEGMENT_UNREADABLE
 */
export function ruleInForce(segment: SegmentEntity | null, id: string): SegmentInForce {
  if (!segment) throw segmentNotFound(id);
  if (segment.status !== 'ACTIVE')
    throw new AppError(
      segmentErrors.archived,
      'conflict',
      `Segment ${segment.id} is archived: nobody is in it, and its rule is not changed any more. Ask about the rule itself; previewSegment tries one.`,
    );
  const { data: rule } = ruleSchema.safeParse(segment.rule);
  if (!rule)
    throw new AppError(
      segmentErrors.unreadable,
      'conflict',
      `The rule of segment ${segment.id} cannot be read by this version of Carousel, so nothing can be said of it; previewSegment tries another.`,
    );
  return { id: segment.id, name: segment.name, version: segment.version, rule };
}
