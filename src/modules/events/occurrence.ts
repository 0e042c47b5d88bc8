import type { JsonObject } from '../../models/event/event-envelope.js';

/** Furthest ahead of us a sender's clock may be believed. */
const furthestAheadMs = 24 * 3_600_000;
/** Below this, what was said and what was made of it are one and the same. */
const tellingMs = 1_000;

/** When something happened, by our clock. */
export interface Occurrence {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What the sender's clock said, where that is another time; `clamped` when it was not believed. */
  readonly clock: JsonObject | null;
}

/**
 * When something happened. A sender that says when it sent the message lets its clock be corrected: received − (sent −
 * happened), as Segment does. A result more than a day ahead of us is taken as the moment of arrival, one before 1970 as the
 * beginning of 1970, and marked. All times in milliseconds since the epoch.
 */
export function occurrence(receivedAt: number, happenedAt?: number, sentAt?: number): Occurrence {
  if (happenedAt === undefined) return { at: receivedAt, clock: null };
  const corrected = sentAt === undefined ? happenedAt : receivedAt - (sentAt - happenedAt);
  const isBeyondBelief = corrected > receivedAt + furthestAheadMs;
  const at = Math.max(0, isBeyondBelief ? receivedAt : corrected);
  return {
    at,
    clock:
      Math.abs(at - happenedAt) < tellingMs
        ? null
        : clockOf(happenedAt, sentAt, isBeyondBelief || corrected < 0),
  };
}

function clockOf(happenedAt: number, sentAt: number | undefined, isClamped: boolean): JsonObject {
  return {
    originalTimestamp: new Date(happenedAt).toISOString(),
    ...(sentAt === undefined ? {} : { sentAt: new Date(sentAt).toISOString() }),
    ...(isClamped ? { clamped: true } : {}),
  };
}
