import type { EventEnvelope } from '../../models/event/event-envelope.js';
import { isThing, type IdentityKind } from '../../models/profile/identity.entity.js';
import { joiningKinds, type IdentityPolicy } from '../../models/profile/identity-policy.js';
import { verifiedIds } from '../profiles/profiles.service.js';
import { ownedCarIn } from './owned-car.js';

/** What an event says of who is who, beside its user id and anonymous id. */
export interface FurtherIds {
  /** Those of its ids that say who is who. */
  readonly others: ReturnType<typeof verifiedIds>;
  /** The car that was handed to the person. */
  readonly deliveredVin: string | undefined;
}

/**
 * Every further id of an event that its tenant's policy takes as saying who is who, a car of the person's among them. An
 * event that has no other id keeps them all: it joins nobody, and would be nobody's without.
 */
export function idsOf(event: EventEnvelope, { joinBy }: IdentityPolicy): FurtherIds {
  const isAlone = event.userId === undefined && event.anonymousId === undefined;
  const mayJoin = ({ kind }: { readonly kind: IdentityKind }) => {
    const known = joiningKinds.find((each) => each === kind);
    return isAlone || known === undefined || joinBy.includes(known);
  };
  const given = event.otherIds?.filter(mayJoin);
  const others = verifiedIds(given);
  const namesPerson = event.userId !== undefined || others?.some(({ kind }) => !isThing(kind)) === true;
  const car = mayJoin({ kind: 'ownedVin' }) ? ownedCarIn(event, namesPerson) : undefined;
  if (!car) return { others, deliveredVin: undefined };
  const owned = { kind: 'ownedVin', value: car.vin, isVerified: true } as const;
  return {
    others: verifiedIds([...(given ?? []), owned]),
    deliveredVin: car.isDelivered ? car.vin : undefined,
  };
}
