import { isThing, type IdentityKind } from '../../models/profile/identity.entity.js';
import { identityText } from '../../models/sealed-columns.js';

/** An id as a sender gave it. */
export interface IdentityKey {
  readonly tenantId: string;
  readonly kind: IdentityKind;
  readonly value: string;
}

/** An id of a mention, of whatever kind. */
export interface FurtherId extends Omit<IdentityKey, 'tenantId'> {
  /** A car that reports itself: it leads to its owner where it has one, and says nothing of who is who. */
  readonly isOnlySought?: boolean | undefined;
}

type MentionedKey = IdentityKey & FurtherId;

/** Who an event says it is about: by one id, or by several of one person. */
export interface IdentityMention {
  readonly tenantId: string;
  readonly anonymousId?: string | undefined;
  readonly userId?: string | undefined;
  /** Further ids that are known to be this person's, those of people before those of devices. */
  readonly others?: readonly FurtherId[] | undefined;
  /** A car, one of `others`, that was handed to the person at `at`. */
  readonly deliveredVin?: string | undefined;
  /** It was said in order to say who somebody is: it is theirs who is named beside a car. */
  readonly isOfPerson?: boolean | undefined;
  /** When it was said, milliseconds since the epoch. */
  readonly at: number;
}

/** One text for an identity, to find it by. */
export function keyText(key: IdentityKey): string {
  return identityText(key);
}

/** The ids in a mention, the surest first. The event is theirs whom the first of them leads to, a person before a thing. */
export function keysOf({ tenantId, anonymousId, userId, others = [] }: IdentityMention): MentionedKey[] {
  const keys: MentionedKey[] = [];
  if (userId !== undefined) keys.push({ tenantId, kind: 'userId', value: userId });
  for (const other of others) if (!isThing(other.kind)) keys.push({ tenantId, ...other });
  for (const other of others) if (other.kind === 'ownedVin') keys.push({ tenantId, ...other });
  if (anonymousId !== undefined) keys.push({ tenantId, kind: 'anonymousId', value: anonymousId });
  for (const other of others)
    if (isThing(other.kind) && other.kind !== 'ownedVin') keys.push({ tenantId, ...other });
  return keys;
}
