import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { segmentNotFound } from '../segments.errors.js';
import { AuditLook, type Look, type Progress, type Seen } from './audit-look.js';
import { keyOf } from './compare.js';

/** Time for what is being evaluated to be evaluated. */
const pauseMs = 3_000;
/** Most profiles named of one kind of difference in a segment. */
const mostNamed = 10;

/** Differences of one kind: how many, and some of the profiles. */
export interface Differences {
  readonly count: number;
  readonly profileIds: readonly string[];
}

/** What an audit found of one segment. Names nobody but by ids that are ours. */
export interface SegmentAudit {
  readonly segmentId: string;
  readonly name: string;
  readonly version: number;
  /** Its rule cannot be read, or one it refers to: it was not audited. */
  readonly isHeld: boolean;
  /** How many should be in it by SQL, and how many were, when first looked. */
  readonly shouldBeIn: number;
  readonly isIn: number;
  /** Should be in, and are not. */
  readonly missing: Differences;
  /** Are in, and should not be. */
  readonly stray: Differences;
  /** Of these differences, how many are of profiles that wait for evaluation even after a pause. */
  readonly stillWaiting: number;
  /** Differed when first looked, as they were being evaluated, and no more after a pause. */
  readonly settledMeanwhile: number;
}

/** What an audit found. */
export interface Audit {
  readonly people: number;
  readonly differences: number;
  readonly segments: readonly SegmentAudit[];
}

/** What to audit, and how. */
export interface AuditAsked {
  readonly tenantId: string;
  /** One segment only. */
  readonly segmentId?: string | undefined;
  readonly progress?: Progress | undefined;
}

/**
 * Holds memberships against a second opinion on what rules mean, which PostgreSQL is asked for: it shares neither the
 * engine that evaluates nor the meaning that the engine is tested against. Changes nothing.
 */
@Injectable()
export class AuditService {
  constructor(private readonly look: AuditLook) {}

  /**
   * Looks, and where somebody differs, waits a moment and looks at them once more: evaluation may have been at them just then, or
   * their time come. What differs then is a difference.
   * @throws AppError SEGMENT_NOT_FOUND where the one segment is no active one of the tenant's
   */
  async audit({ tenantId, segmentId, progress = () => undefined }: AuditAsked): Promise<Audit> {
    const first = await this.look.take(tenantId, segmentId, undefined, progress);
    if (segmentId !== undefined && first.segments.length === 0) throw segmentNotFound(segmentId);
    const differences = await this.again(tenantId, segmentId, first.seen);
    const segments = first.segments.map(({ id, name, version }) => {
      const own = ofSegment(differences, id);
      const settledMeanwhile = ofSegment(first.seen, id).length - own.length;
      return { segmentId: id, name, version, ...sizesOf(first, id), ...summed(own), settledMeanwhile };
    });
    return { people: first.people, differences: differences.length, segments };
  }

  private async again(
    tenantId: string,
    segmentId: string | undefined,
    differing: readonly Seen[],
  ): Promise<Seen[]> {
    if (differing.length === 0) return [];
    await sleep(pauseMs);
    const profiles = [...new Set(differing.map(({ profileId }) => profileId))];
    const { seen } = await this.look.take(tenantId, segmentId, profiles, () => undefined);
    const before = new Set(differing.map(keyOf));
    return seen.filter((each) => before.has(keyOf(each)));
  }
}

function ofSegment(seen: readonly Seen[], id: string): Seen[] {
  return seen.filter(({ segmentId }) => segmentId === id);
}

function sizesOf({ sizes }: Look, id: string): Pick<SegmentAudit, 'isHeld' | 'shouldBeIn' | 'isIn'> {
  const size = sizes.get(id);
  return { isHeld: size === undefined, shouldBeIn: size?.should ?? 0, isIn: size?.is ?? 0 };
}

function summed(seen: readonly Seen[]): Pick<SegmentAudit, 'missing' | 'stray' | 'stillWaiting'> {
  const of = (kind: Seen['kind']): Differences => {
    const profileIds = seen.filter((each) => each.kind === kind).map(({ profileId }) => profileId);
    return { count: profileIds.length, profileIds: profileIds.slice(0, mostNamed) };
  };
  const stillWaiting = seen.filter(({ isWaiting }) => isWaiting).length;
  return { missing: of('missing'), stray: of('stray'), stillWaiting };
}
