import type { Purpose } from '../../../models/consent/purpose.js';
import type { EventType } from '../../../models/event/event-type.js';

/**
 * Being watched takes consent, by one's own car most of all; what people ask for or tell us themselves does not, and
 * neither does what we write.
 */
const needed: Readonly<Record<EventType, Purpose | null>> = {
  PAGE_VIEWED: 'ANALYTICS',
  VEHICLE_LISTED: 'ANALYTICS',
  VEHICLE_VIEWED: 'ANALYTICS',
  VEHICLE_CONFIGURED: 'ANALYTICS',
  VEHICLE_SAVED: 'ANALYTICS',
  VEHICLE_COMPARED: 'ANALYTICS',
  PAYMENT_ESTIMATED: 'ANALYTICS',
  SHOWROOM_VISITED: 'ANALYTICS',
  SALES_NOTE_WRITTEN: 'ANALYTICS',
  TEST_DRIVE_MISSED: 'ANALYTICS',
  OFFER_VIEWED: 'ANALYTICS',
  OFFER_CLICKED: 'ANALYTICS',
  CUSTOM: 'ANALYTICS',
  CAR_MILEAGE_REPORTED: 'IN_CAR',
  CAR_SERVICE_DUE: 'IN_CAR',
  CAR_BATTERY_REPORTED: 'IN_CAR',
  CAR_FAULT_REPORTED: 'IN_CAR',
  LEASE_QUOTED: null,
  LEAD_SUBMITTED: null,
  DEALER_CALLED: null,
  TEST_DRIVE_BOOKED: null,
  TEST_DRIVE_TAKEN: null,
  ORDER_PLACED: null,
  VEHICLE_DELIVERED: null,
  SERVICE_BOOKED: null,
  SERVICE_DONE: null,
  IDENTIFIED: null,
  LEAD_GRADED: null,
  LEAD_MOVED: null,
  PROFILE_MERGED: null,
  PROFILE_UNMERGED: null,
  CONSENT_CHANGED: null,
};

/** `In-Car Location`, `acme.in_car_fault`, `incarTrip`; not `Login Card`, and not `In Cart`. */
const inCar = /(?<![a-z])in[^a-z0-9]*car(?![a-z])|(?<![a-z])incar(?!t|d|go)/i;

/**
 * The purpose a person must allow before an event of theirs is kept, or null where none is needed. A name outside the
 * vocabulary that says it comes from the car needs what every report of a car does.
 */
export function neededPurpose({
  type,
  name = '',
}: {
  readonly type: EventType;
  readonly name?: string | undefined;
}): Purpose | null {
  return type === 'CUSTOM' && inCar.test(inWords(name)) ? 'IN_CAR' : needed[type];
}

/** `driveInCar` as `drive In Car`. */
function inWords(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2');
}
