import type { VehicleFacts } from '../vehicle/vehicle-facts.js';
import type { JsonObject } from './event-envelope.js';
import type { EventType } from './event-type.js';

/** A place in a shard of the log: everything up to and including it has been read. Ordered by transaction, then sequence. */
export interface LogPosition {
  readonly xid: number;
  readonly seq: number;
}

/** Before the first row. */
export const logStart: LogPosition = { xid: 0, seq: 0 };

/** One row of the log as consumers read it. */
export interface LogEntry extends LogPosition {
  readonly tenantId: string;
  readonly shard: number;
  readonly type: EventType;
  /** Version of the schema it was held against; 0 for none. */
  readonly schemaVersion: number;
  readonly name: string;
  readonly messageId: string;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly sourceId: string;
  /** The profile as it was when the event arrived. */
  readonly profileId: string;
  /** The identity it came with; null only for rows Carousel writes itself of profiles. */
  readonly identityId: string | null;
  /** The profile its identity belongs to now; of a `PROFILE_MERGED` row, the profile merged into. */
  readonly currentProfileId: string;
  readonly vehicle: VehicleFacts | null;
  readonly properties: JsonObject;
  /** Of these, what says nothing about the person: what is not kept sealed. */
  readonly plain: JsonObject;
}
