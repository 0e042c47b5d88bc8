import type { EventEnvelope } from '../../models/event/event-envelope.js';
import { normalVin } from '../../models/vehicle/vin.js';
import { neededPurpose } from './permission/needed-purpose.js';

/** A car that an event is about as somebody's own. */
export interface OwnedCar {
  readonly vin: string;
  /** It was handed to the person the event names. */
  readonly isDelivered: boolean;
}

/**
 * The car an event speaks of as its person's: what a car reports is its owner's, and a car that was handed over is theirs
 * to whom it was, where the event names a person and not only a browser. Undefined for any other event.
 */
export function ownedCarIn(
  event: Pick<EventEnvelope, 'type' | 'properties' | 'vehicleNames'>,
  namesPerson: boolean,
): OwnedCar | undefined {
  const isDelivered = event.type === 'VEHICLE_DELIVERED' && namesPerson;
  if (!isDelivered && neededPurpose(event) !== 'IN_CAR') return undefined;
  const said = event.properties?.['vin'];
  const names = [...(typeof said === 'string' ? [said] : []), ...(event.vehicleNames ?? [])];
  for (const name of names) {
    const vin = normalVin(name);
    if (vin !== null) return { vin, isDelivered };
  }
  return undefined;
}
