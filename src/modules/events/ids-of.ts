import type { EventEnvelope } from '../../models/event/event-envelope.js';
import { isThing, type IdentityKind } from '../../models/profile/identity.entity.js';
import { joiningKinds, type IdentityPolicy } from '../../models/profile/identity-policy.js';
import { verifiedIds, type FurtherId } from '../profiles/profiles.service.js';
import { ownedCarIn } from './owned-car.js';

/** What an event says of who is who, beside its user id and anonymous id. */
export interface FurtherIds {
  /** Those of its ids that say who is who. */
  readonly others: readonly FurtherId[] | undefined;
  /** The car that was handed to the person. */
  readonly deliveredVin: string | undefined;
}

/**
 * Every further id of an event that its tenant's policy takes as saying who is who, a car handed to the person among them.
 * A car that reports itself only looks for its owner. An event that has no other id keeps them all: it joins nobody, and
 * would be nobody's without.
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
  const own = { kind: 'ownedVin', value: car.vin } as const;
  if (!car.isDelivered) return { others: [...(others ?? []), { ...own, isOnlySought: true }], deliveredVin: undefined }; // prettier-ignore
  return { others: verifiedIds([...(given ?? []), { ...own, isVerified: true }]), deliveredVin: car.vin };
}
