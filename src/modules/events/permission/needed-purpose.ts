import type { Purpose } from '../../../models/consent/purpose.js';
import type { EventType } from '../../../models/event/event-type.js';

/** Being watched takes consent; what people ask for or tell us themselves does not, and neither does what we write. */
const needed: Readonly<Record<EventType, Purpose | null>> = {
  PAGE_VIEWED: 'ANALYTICS',
  VEHICLE_LISTED: 'ANALYTICS',
  VEHICLE_VIEWED: 'ANALYTICS',
  VEHICLE_CONFIGURED: 'ANALYTICS',
  VEHICLE_SAVED: 'ANALYTICS',
  VEHICLE_COMPARED: 'ANALYTICS',
  PAYMENT_ESTIMATED: 'ANALYTICS',
  SHOWROOM_VISITED: 'ANALYTICS',
  OFFER_VIEWED: 'ANALYTICS',
  OFFER_CLICKED: 'ANALYTICS',
  CUSTOM: 'ANALYTICS',
  LEAD_SUBMITTED: null,
  TEST_DRIVE_BOOKED: null,
  TEST_DRIVE_TAKEN: null,
  ORDER_PLACED: null,
  IDENTIFIED: null,
  PROFILE_MERGED: null,
  PROFILE_UNMERGED: null,
  CONSENT_CHANGED: null,
};

/** The purpose a person must allow before an event of theirs is kept, or null where none is needed. */
export function neededPurpose({ type }: { readonly type: EventType }): Purpose | null {
  return needed[type];
}
