import type { LeadMoveRecord } from '../../../models/lead/lead-move.entity.js';
import type { LeadStatus, LostReason } from '../../../models/lead/lead-status.js';

/** Where a lead stands, and since when its dealer has answered it; null while they did not. */
export interface Standing {
  readonly status: LeadStatus;
  readonly reason: LostReason | null;
  readonly respondedAt: Date | null;
}

type Told = Pick<LeadMoveRecord, 'from' | 'to' | 'reason' | 'movedBy' | 'movedAt' | 'recordedAt'>;

/**
 * Where a lead stands by these moves of it, in their order. Answered is what somebody told since it was given to its dealer, be it that
 * it stands where it stood; not that it is new, and not what Carousel did itself.
 * @param routedAt when it was given to its dealer; null where it was to none
 */
export function standsBy(moves: readonly Told[], routedAt: Date | null): Standing {
  const last = moves.findLast(({ from, to }) => from !== to);
  const answer = moves.find(
    ({ to, movedBy, recordedAt }) =>
      movedBy !== 'CAROUSEL' && to !== 'NEW' && (routedAt === null || recordedAt >= routedAt),
  );
  return {
    status: last?.to ?? 'NEW',
    reason: last?.reason ?? null,
    respondedAt: answer?.movedAt ?? null,
  };
}
