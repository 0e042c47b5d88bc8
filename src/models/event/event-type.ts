/**
 * The canonical vocabulary: what a shopper can be seen to do, whatever the sender called it. Names in other
 * vocabularies (Segment e-commerce, GA4, ASC) are mapped onto these by `modules/events/vocabulary.ts`.
 */
export const eventTypes = [
  'PAGE_VIEWED',
  'VEHICLE_LISTED',
  'VEHICLE_VIEWED',
  'VEHICLE_CONFIGURED',
  'VEHICLE_SAVED',
  'VEHICLE_COMPARED',
  'PAYMENT_ESTIMATED',
  'LEAD_SUBMITTED',
  'SHOWROOM_VISITED',
  'TEST_DRIVE_BOOKED',
  'TEST_DRIVE_TAKEN',
  'ORDER_PLACED',
  'OFFER_VIEWED',
  'OFFER_CLICKED',
  /** The caller named a known person or their traits (`identify`). */
  'IDENTIFIED',
  /** A name outside the vocabulary: kept under its own name, countable, in no one's way. */
  'CUSTOM',
  /** Written by Carousel itself: this profile's identities now belong to another. Never accepted from outside. */
  'PROFILE_MERGED',
  /** Written by Carousel itself: two profiles that were one are two again. Never accepted from outside. */
  'PROFILE_UNMERGED',
  /** Written by Carousel itself: what this person allows has changed. Never accepted from outside. */
  'CONSENT_CHANGED',
] as const;
export type EventType = (typeof eventTypes)[number];

/** What Carousel writes itself, and no shopper does. */
export const ownEventTypes: readonly EventType[] = ['PROFILE_MERGED', 'PROFILE_UNMERGED', 'CONSENT_CHANGED'];
