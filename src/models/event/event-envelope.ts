import type { OtherId } from '../profile/other-id.js';
import type { ConsentSignals } from '../consent/consent-signals.js';
import type { Traits } from '../profile/profile-history.js';
import type { VehicleFacts } from '../vehicle/vehicle-facts.js';
import type { EventType } from './event-type.js';

/** A value that came as JSON. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Something that happened, understood and ready to be recorded, whatever format it came in. */
export interface EventEnvelope {
  /** The sender's id for it: the same id from the same source counts once. */
  readonly messageId: string;
  readonly type: EventType;
  /** The sender's own name for it. */
  readonly name: string;
  /** At least one of the two; with both, they are known to be one person from now on. */
  readonly anonymousId?: string | undefined;
  readonly userId?: string | undefined;
  /** Further ids of the person. */
  readonly otherIds?: readonly OtherId[] | undefined;
  /** Milliseconds since the epoch, corrected for the sender's clock. */
  readonly occurredAt: number;
  /** What the sender says of the person (`identify`). */
  readonly traits?: Traits | undefined;
  /** Id of the household they live in, or null where they left it. */
  readonly household?: string | null | undefined;
  /** Texts that may name a car of our stock (id, stock number, VIN), best first. */
  readonly vehicleNames?: readonly string[] | undefined;
  /** What the sender says of the car; our own stock knows better where it knows the car. */
  readonly vehicle?: VehicleFacts | null | undefined;
  readonly properties?: JsonObject | undefined;
  readonly context?: JsonObject | null | undefined;
  /** Whatever it brought along that speaks of consent. */
  readonly consent?: ConsentSignals | undefined;
}
