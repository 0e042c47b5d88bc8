import { thatItWas } from './lead-feature.js';

/** Writes what a person does about a car, told from what is done to them (offers shown) or written by us (merges). */
export const activity = thatItWas(
  'PAGE_VIEWED',
  'VEHICLE_LISTED',
  'VEHICLE_VIEWED',
  'VEHICLE_CONFIGURED',
  'VEHICLE_SAVED',
  'VEHICLE_COMPARED',
  'PAYMENT_ESTIMATED',
  'LEASE_QUOTED',
  'SHOWROOM_VISITED',
  'TEST_DRIVE_BOOKED',
  'TEST_DRIVE_TAKEN',
  'OFFER_CLICKED',
);
