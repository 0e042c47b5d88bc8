import type { EventType } from './event-type.js';

/** What events are kept by: each class for its own time, as settings say. A new class takes a migration of the log. */
export const eventClasses = ['browsing', 'dealing', 'ownership', 'car'] as const;
/**
 * `browsing`: looking around, and what is neither of the others. `dealing`: from a quote to a test drive, whatever a
 * salesperson would know of. `ownership`: what was bought, handed over and serviced. `car`: what the car itself reports.
 */
export type EventClass = (typeof eventClasses)[number];

const classes: Readonly<Record<EventType, EventClass>> = {
  PAGE_VIEWED: 'browsing',
  VEHICLE_LISTED: 'browsing',
  VEHICLE_VIEWED: 'browsing',
  VEHICLE_CONFIGURED: 'browsing',
  VEHICLE_SAVED: 'browsing',
  VEHICLE_COMPARED: 'browsing',
  PAYMENT_ESTIMATED: 'browsing',
  LEASE_QUOTED: 'dealing',
  LEAD_SUBMITTED: 'dealing',
  DEALER_CALLED: 'dealing',
  SALES_NOTE_WRITTEN: 'dealing',
  SHOWROOM_VISITED: 'dealing',
  TEST_DRIVE_BOOKED: 'dealing',
  TEST_DRIVE_TAKEN: 'dealing',
  TEST_DRIVE_MISSED: 'dealing',
  ORDER_PLACED: 'ownership',
  VEHICLE_DELIVERED: 'ownership',
  SERVICE_BOOKED: 'ownership',
  SERVICE_DONE: 'ownership',
  OFFER_VIEWED: 'browsing',
  OFFER_CLICKED: 'browsing',
  CAR_MILEAGE_REPORTED: 'car',
  CAR_SERVICE_DUE: 'car',
  CAR_BATTERY_REPORTED: 'car',
  CAR_FAULT_REPORTED: 'car',
  IDENTIFIED: 'browsing',
  CUSTOM: 'browsing',
  LEAD_GRADED: 'dealing',
  LEAD_MOVED: 'dealing',
  PROFILE_MERGED: 'browsing',
  PROFILE_UNMERGED: 'browsing',
  CONSENT_CHANGED: 'browsing',
};

/** The class a type of event is kept in. Where this changes, rows already written stay in the class they are in. */
export function classOf(type: EventType): EventClass {
  return classes[type];
}
