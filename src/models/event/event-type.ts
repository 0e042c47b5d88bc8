/**
 * The canonical vocabulary: what a shopper can be seen to do, whatever the sender called it. Names in other
 * vocabularies are mapped onto these by `modules/events/vocabulary`; what each must and may say stands in `vocabulary/`.
 */
export const eventTypes = [
  'PAGE_VIEWED',
  'VEHICLE_LISTED',
  'VEHICLE_VIEWED',
  'VEHICLE_CONFIGURED',
  'VEHICLE_SAVED',
  'VEHICLE_COMPARED',
  'PAYMENT_ESTIMATED',
  'LEASE_QUOTED',
  'LEAD_SUBMITTED',
  'DEALER_CALLED',
  'SALES_NOTE_WRITTEN',
  'SHOWROOM_VISITED',
  'TEST_DRIVE_BOOKED',
  'TEST_DRIVE_TAKEN',
  'TEST_DRIVE_MISSED',
  'ORDER_PLACED',
  'VEHICLE_DELIVERED',
  'SERVICE_BOOKED',
  'SERVICE_DONE',
  'OFFER_VIEWED',
  'OFFER_CLICKED',
  'CAR_MILEAGE_REPORTED',
  'CAR_SERVICE_DUE',
  'CAR_BATTERY_REPORTED',
  'CAR_FAULT_REPORTED',
  /** The caller named a known person or their traits (`identify`). */
  'IDENTIFIED',
  /** A name outside the vocabulary: kept under its own name, countable, in no one's way. */
  'CUSTOM',
  /** Written by Carousel itself: a lead of theirs was scored. Never accepted from outside. */
  'LEAD_GRADED',
  /** Written by Carousel itself: a lead of theirs was moved on, sold or lost. Never accepted from outside. */
  'LEAD_MOVED',
  /** Written by Carousel itself: this profile's identities now belong to another. Never accepted from outside. */
  'PROFILE_MERGED',
  /** Written by Carousel itself: two profiles that were one are two again. Never accepted from outside. */
  'PROFILE_UNMERGED',
  /** Written by Carousel itself: what this person allows has changed. Never accepted from outside. */
  'CONSENT_CHANGED',
] as const;
export type EventType = (typeof eventTypes)[number];

/** What Carousel writes itself, and no shopper does. */
export const ownEventTypes: readonly EventType[] = [
  'LEAD_GRADED',
  'LEAD_MOVED',
  'PROFILE_MERGED',
  'PROFILE_UNMERGED',
  'CONSENT_CHANGED',
];

/** What happens to the car one has: it says nothing of what one looks for. */
export const ownedCarTypes: readonly EventType[] = [
  'VEHICLE_DELIVERED',
  'SERVICE_BOOKED',
  'SERVICE_DONE',
  'CAR_MILEAGE_REPORTED',
  'CAR_SERVICE_DUE',
  'CAR_BATTERY_REPORTED',
  'CAR_FAULT_REPORTED',
];
