/** Furthest ahead of us a sender's clock may be believed. */
const furthestAheadMs = 24 * 3_600_000;

/**
 * When something happened, by our clock. A sender that says when it sent the message lets its clock be corrected:
 * received − (sent − happened), as Segment does. A result more than a day ahead of us is taken as the moment of
 * arrival. All times in milliseconds since the epoch.
 */
export function occurredAt(receivedAt: number, happenedAt?: number, sentAt?: number): number {
  if (happenedAt === undefined) return receivedAt;
  const corrected = sentAt === undefined ? happenedAt : receivedAt - (sentAt - happenedAt);
  return corrected > receivedAt + furthestAheadMs ? receivedAt : corrected;
}
