import type { EventType } from '../../../../models/event/event-type.js';

/** Kinds of touch a model tells apart: looked, kept, priced, met in person, raised a hand, or met through an offer. */
export const touchKinds = ['LOOKED', 'KEPT', 'PRICED', 'MET', 'RAISED', 'OFFERED'] as const;
type TouchKind = (typeof touchKinds)[number];

interface Touch {
  /** Column of its kind, or -1 for an event that touches no vehicle. */
  readonly kind: number;
  /** How much it says about taste, a view of a vehicle being 1. */
  readonly strength: number;
}
const touch = (kind: TouchKind, strength: number): Touch => ({ kind: touchKinds.indexOf(kind), strength });
const none: Touch = { kind: -1, strength: 0 };

/** How much each event says of what a shopper wants. Fixed by hand: the model learns what to make of them. */
export const touches: Readonly<Record<EventType, Touch>> = {
  PAGE_VIEWED: touch('LOOKED', 0.3),
  VEHICLE_LISTED: touch('LOOKED', 0.2),
  VEHICLE_VIEWED: touch('LOOKED', 1),
  VEHICLE_CONFIGURED: touch('KEPT', 2),
  VEHICLE_SAVED: touch('KEPT', 2),
  VEHICLE_COMPARED: touch('KEPT', 1.5),
  PAYMENT_ESTIMATED: touch('PRICED', 2.5),
  LEASE_QUOTED: touch('PRICED', 2.5),
  LEAD_SUBMITTED: touch('RAISED', 4),
  SHOWROOM_VISITED: touch('MET', 3),
  TEST_DRIVE_BOOKED: touch('MET', 4),
  TEST_DRIVE_TAKEN: touch('MET', 4),
  ORDER_PLACED: touch('RAISED', 4),
  OFFER_VIEWED: touch('OFFERED', 0.1),
  OFFER_CLICKED: touch('OFFERED', 1.5),
  DEALER_CALLED: none,
  SALES_NOTE_WRITTEN: none,
  TEST_DRIVE_MISSED: none,
  VEHICLE_DELIVERED: none,
  SERVICE_BOOKED: none,
  SERVICE_DONE: none,
  CAR_MILEAGE_REPORTED: none,
  CAR_SERVICE_DUE: none,
  CAR_BATTERY_REPORTED: none,
  CAR_FAULT_REPORTED: none,
  IDENTIFIED: none,
  CUSTOM: none,
  LEAD_GRADED: none,
  LEAD_MOVED: none,
  LEAD_OVERDUE: none,
  PROFILE_MERGED: none,
  PROFILE_UNMERGED: none,
  CONSENT_CHANGED: none,
};
