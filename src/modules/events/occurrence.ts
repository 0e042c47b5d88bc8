import type { JsonObject } from '../../models/event/event-envelope.js';

/** Furthest ahead of us a sender's clock may be believed. */
const furthestAheadMs = 24 * 3_600_000;
/** Below this, what was said and what was made of it are one and the same. */
const tellingMs = 1_000;

/** When something happened, by our clock. */
export interface Occurrence {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What the sender's clock said, where that is another time; `clamped` when it was too far ahead to be believed. */
  readonly clock: JsonObject | null;
}

/**
 * When something happened. A sender that says when it sent the message lets its clock be corrected: received − (sent −
 * happened), as Segment does. A result more than a day ahead of us is taken as the moment of arrival, and marked. All
 * times in milliseconds since the epoch.
 */
export function occurrence(receivedAt: number, happenedAt?: number, sentAt?: number): Occurrence {
  if (happenedAt === undefined) return { at: receivedAt, clock: null };
  const corrected = sentAt === undefined ? happenedAt : receivedAt - (sentAt - happenedAt);
  const isBeyondBelief = corrected > receivedAt + furthestAheadMs;
  const at = Math.max(0, isBeyondBelief ? receivedAt : corrected);
  return {
    at,
    clock: Math.abs(at - happenedAt) < tellingMs ? null : clockOf(happenedAt, sentAt, isBeyondBelief),
  };
}

function clockOf(happenedAt: number, sentAt: number | undefined, isBeyondBelief: boolean): JsonObject {
  return {
    originalTimestamp: new Date(happenedAt).toISOString(),
    ...(sentAt === undefined ? {} : { sentAt: new Date(sentAt).toISOString() }),
    ...(isBeyondBelief ? { clamped: true } : {}),
  };
}
