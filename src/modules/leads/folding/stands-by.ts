import type { LeadMoveRecord } from '../../../models/lead/lead-move.entity.js';
import type { LeadStatus, LostReason } from '../../../models/lead/lead-status.js';

/** Where a lead stands, and since when its dealer has answered it; null while they did not. */
export interface Standing {
  readonly status: LeadStatus;
  readonly reason: LostReason | null;
  readonly respondedAt: Date | null;
}

type Told = Pick<LeadMoveRecord, 'to' | 'reason' | 'movedBy' | 'leftWith' | 'movedAt' | 'recordedAt'>;

/** What somebody told of a lead and of those it stands for still, as it was told; not what Carousel did itself. */
export function counting<T extends Told>(moves: readonly T[]): T[] {
  const told = moves.filter(({ movedBy, leftWith }) => movedBy !== 'CAROUSEL' && leftWith === null);
  return told.toSorted((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime());
}

/**
 * Where a lead stands by its moves: where it was told to be last, be it that it stood there already, and new where nobody told
 * anything. Answered is what somebody told since it was given to its dealer; not that it is new.
 * @param routedAt when it was given to its dealer; null where it was to none
 */
export function standsBy(moves: readonly Told[], routedAt: Date | null): Standing {
  const told = counting(moves);
  const last = told.at(-1);
  const answer = told.find(({ to, recordedAt }) => to !== 'NEW' && (routedAt === null || recordedAt >= routedAt));
  return { status: last?.to ?? 'NEW', reason: last?.reason ?? null, respondedAt: answer?.movedAt ?? null };
} // prettier-ignore
