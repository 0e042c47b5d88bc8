import type { EventEnvelope } from '../../models/event/event-envelope.js';
import { isDevice } from '../../models/profile/identity.entity.js';
import { verifiedIds } from '../profiles/profiles.service.js';
import { ownedCarIn } from './owned-car.js';

/** What an event says of who is who, beside its user id and anonymous id. */
export interface FurtherIds {
  /** Those of its ids that say who is who. */
  readonly others: ReturnType<typeof verifiedIds>;
  /** The car that was handed to the person. */
  readonly deliveredVin: string | undefined;
}

/** Every further id of an event, a car of the person's among them. */
export function idsOf(event: EventEnvelope): FurtherIds {
  const others = verifiedIds(event.otherIds);
  const namesPerson = event.userId !== undefined || others?.some(({ kind }) => !isDevice(kind)) === true;
  const car = ownedCarIn(event, namesPerson);
  if (!car) return { others, deliveredVin: undefined };
  const owned = { kind: 'ownedVin', value: car.vin, isVerified: true } as const;
  return {
    others: verifiedIds([...(event.otherIds ?? []), owned]),
    deliveredVin: car.isDelivered ? car.vin : undefined,
  };
}
