import type { LogPosition } from '../../../models/event/log-entry.js';

/** Whether a place in the log comes after another; after none every place does. */
export function isAfter(place: LogPosition, other: LogPosition | null): boolean {
  return other === null || place.xid > other.xid || (place.xid === other.xid && place.seq > other.seq);
}
