import { ownedCarTypes, type EventType } from '../event/event-type.js';

/** Being shown an offer is ours, not theirs; what becomes of the car they have is no look for another. */
const notLooking: ReadonlySet<EventType> = new Set(['OFFER_VIEWED', ...ownedCarTypes]);

/** Whether doing this with a vehicle is to look for one. */
export function isLooking(type: EventType): boolean {
  return !notLooking.has(type);
}
