import type { SentKind } from './identity.entity.js';

/** A further id of the person an event is about, as the sender wrote it. */
export interface OtherId {
  readonly kind: SentKind;
  readonly value: string;
  /** The sender knows that it is this person's. Only then does it say who is who. */
  readonly isVerified: boolean;
}
