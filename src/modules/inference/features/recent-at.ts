import { isLooking } from '../../../models/decision/is-looking.js';
import { recentMs, recentVehiclesKept, type RecentVehicle } from '../../../models/decision/viewer-state.js';
import type { HistoryEvent } from '../../../models/profile/profile-history.js';
import type { Moment } from './lead/lead-state.js';

/**
 * What stood in a viewer's state at a moment, for rows of training: the newest touches, newest first. Only what had happened
 * and had come to the log by then is seen. What serves keeps the same in memory, event by event; replay.spec holds the two together.
 *
 * @param events oldest first, ordered by (`at`, `seq`)
 */
export function recentAt(events: readonly HistoryEvent[], { at: now, seq: upTo }: Moment): RecentVehicle[] {
  const recent: RecentVehicle[] = [];
  for (let place = events.length - 1; place >= 0 && recent.length < recentVehiclesKept; place--) {
    const event = events[place];
    if (!event || event.at < now - recentMs) break;
    const { type, at, seq, vehicle } = event;
    if (at <= now && seq <= upTo && vehicle && isLooking(type)) recent.push({ type, at, vehicle });
  }
  return recent;
}
