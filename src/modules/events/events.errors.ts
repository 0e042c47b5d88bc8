import type { ReportedEvent } from '../../models/event/reported-event.js';
import type { ErrorKind } from '../platform/app-error.js';

/** Why an event is not accepted. Documented in docs/collect.md; the same codes stand in `rejectedEvents`. */
export const rejectionCodes = [
  /** The body is not JSON. */
  'MALFORMED_JSON',
  /** JSON, but not an event (or batch) as Segment defines it. */
  'UNKNOWN_SHAPE',
  /** `type` in a batch is none of Segment's. */
  'UNKNOWN_EVENT_TYPE',
  /** Neither `userId` nor `anonymousId`. */
  'NO_IDENTITY',
  /** A `track` without the name of its event. */
  'NO_EVENT_NAME',
  /** A `group` without the id of its group. */
  'NO_GROUP',
  /** A known event without a field that it must have, or with one that cannot be. */
  'INVALID_EVENT',
  /** More than 32 KB. */
  'EVENT_TOO_LARGE',
  /** Objects within objects, more than 32 levels. */
  'EVENT_TOO_DEEP',
  /** Beyond the 2,500th event of one batch. */
  'BATCH_TOO_LONG',
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

/** Faults that are not about one event. */
export const eventErrors = {
  /** What is said of consent cannot be written: nobody is named, or a purpose twice. */
  statement: { code: 'CONSENT_STATEMENT', kind: 'invalid' },
  /** More events wait to be written than we may hold; try again shortly. */
  busy: { code: 'EVENTS_BUSY', kind: 'unavailable' },
  /** A tenant sends more requests a second than `COLLECT_RATE` allows; try again shortly. */
  tooFast: { code: 'EVENTS_TOO_FAST', kind: 'too-fast' },
  /** The request holds nothing that could be accepted. */
  rejected: { kind: 'invalid' },
  /** A replay was asked for of too many events by their ids. */
  replay: { code: 'INVALID_REPLAY', kind: 'invalid' },
  /** A merge was asked for without a reason, or with a long one. */
  mergeReason: { code: 'INVALID_MERGE_REASON', kind: 'invalid' },
} as const satisfies Record<string, { code?: string; kind: ErrorKind }>;

/** Something that was sent and cannot be accepted. */
export interface Rejection {
  readonly code: RejectionCode;
  /** What is wrong, where, and what to do. Never a value that was sent. */
  readonly message: string;
  readonly messageId: string | null;
  /** What was sent; undefined where it is too large or too deep to be kept. */
  readonly payload: unknown;
  /** What is understood of it, where nothing but what happened is not: it can be understood anew with other words. */
  readonly reported?: ReportedEvent | undefined;
}
