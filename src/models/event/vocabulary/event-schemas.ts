import type { EventType } from '../event-type.js';
import { offerTouched, pageViewed, vehicleCompared, vehicleConfigured, vehicleListed, vehicleSaved, vehicleViewed } from './browsing.js'; // prettier-ignore
import type { EventSchema } from './event-schema.js';
import { carBatteryReported, carFaultReported, carMileageReported, carServiceDue } from './in-car.js';
import { showroomVisited, testDriveArranged, testDriveTaken } from './meeting.js';
import { orderPlaced, serviceBooked, serviceDone, vehicleDelivered } from './owning.js';
import { leaseQuoted, paymentEstimated } from './paying.js';
import { dealerCalled, leadSubmitted, salesNoteWritten } from './talking.js';

/**
 * What each kind of event must and may say; null where nothing is asked. A change that makes an old event wrong, or a
 * field mean something else, is a new version.
 */
export const eventSchemas: Readonly<Record<EventType, EventSchema | null>> = {
  PAGE_VIEWED: pageViewed,
  VEHICLE_LISTED: vehicleListed,
  VEHICLE_VIEWED: vehicleViewed,
  VEHICLE_CONFIGURED: vehicleConfigured,
  VEHICLE_SAVED: vehicleSaved,
  VEHICLE_COMPARED: vehicleCompared,
  PAYMENT_ESTIMATED: paymentEstimated,
  LEASE_QUOTED: leaseQuoted,
  LEAD_SUBMITTED: leadSubmitted,
  DEALER_CALLED: dealerCalled,
  SALES_NOTE_WRITTEN: salesNoteWritten,
  SHOWROOM_VISITED: showroomVisited,
  TEST_DRIVE_BOOKED: testDriveArranged,
  TEST_DRIVE_TAKEN: testDriveTaken,
  TEST_DRIVE_MISSED: testDriveArranged,
  ORDER_PLACED: orderPlaced,
  VEHICLE_DELIVERED: vehicleDelivered,
  SERVICE_BOOKED: serviceBooked,
  SERVICE_DONE: serviceDone,
  OFFER_VIEWED: offerTouched,
  OFFER_CLICKED: offerTouched,
  CAR_MILEAGE_REPORTED: carMileageReported,
  CAR_SERVICE_DUE: carServiceDue,
  CAR_BATTERY_REPORTED: carBatteryReported,
  CAR_FAULT_REPORTED: carFaultReported,
  IDENTIFIED: null,
  CUSTOM: null,
  LEAD_GRADED: null,
  LEAD_MOVED: null,
  PROFILE_MERGED: null,
  PROFILE_UNMERGED: null,
  CONSENT_CHANGED: null,
};

/** The version of what was asked of an event of this type; 0 where nothing is. */
export function schemaVersionOf(type: EventType): number {
  return eventSchemas[type]?.version ?? 0;
}
