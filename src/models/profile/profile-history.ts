import type { EventType } from '../event/event-type.js';
import type { VehicleFacts } from '../vehicle/vehicle-facts.js';

/** A fact a caller told us about a person with `identify`. Dates are ISO 8601 strings. */
export type TraitValue = string | number | boolean | null | readonly string[];
/** All facts told of one person, by name. */
export type Traits = Readonly<Record<string, TraitValue>>;

/** One thing a person did, as rules and models see it. */
export interface HistoryEvent {
  readonly type: EventType;
  /** The sender's own name for it; what `CUSTOM` events are told apart by. */
  readonly name: string;
  /** When it happened: milliseconds since the epoch, skew-corrected. */
  readonly at: number;
  /** Position in the log; orders events that share an instant. */
  readonly seq: number;
  readonly vehicle: VehicleFacts | null;
  /** What it says; absent where nobody asked for it. */
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}

/** All that is known of one person at one moment: the second argument of every rule and every feature. */
export interface ProfileHistory {
  readonly profileId: string;
  readonly traits: Traits;
  /** Oldest first, ordered by (`at`, `seq`). */
  readonly events: readonly HistoryEvent[];
}
