import {
  recentVehiclesKept,
  type RecentVehicle,
  type ViewerState,
} from '../../models/decision/viewer-state.js';
import { ownedCarTypes, type EventType } from '../../models/event/event-type.js';
import type { ProfileHistory } from '../../models/profile/profile-history.js';
import type { Rule } from '../../models/segment/rule.js';
import { matches } from './meaning/matches.js';
import type { Surroundings } from './meaning/surroundings.js';

/** A segment as evaluation needs it. */
export interface ActiveSegment {
  readonly id: string;
  readonly version: number;
  readonly rule: Rule;
}

/** What was decided about one profile. */
export interface Evaluation {
  /** When to look again if nothing happens: milliseconds since the epoch, or null for never. */
  readonly dueAt: number | null;
  readonly state: Omit<ViewerState, 'consent'>;
}

/** One profile against all segments: where it belongs now, until when at least, and what a decision reads of it. */
export function evaluate(
  segments: readonly ActiveSegment[],
  history: ProfileHistory,
  now: number,
  around: Surroundings,
): Evaluation {
  const answers = segments.map(({ id, rule }) => ({ id, ...matches(rule, history, now, around) }));
  const due = Math.min(...answers.map(({ until }) => until));
  return {
    dueAt: due === Infinity ? null : due,
    state: {
      profileId: history.profileId,
      segmentIds: answers.filter((answer) => answer.holds).map(({ id }) => id),
      recent: recentVehicles(history, now),
    },
  };
}

/** Being shown an offer is ours, not theirs; what becomes of the car they have is no look for another. */
const notLooking: readonly EventType[] = ['OFFER_VIEWED', ...ownedCarTypes];

/** What the person did with vehicles lately, newest first. */
function recentVehicles({ events }: ProfileHistory, now: number): RecentVehicle[] {
  const recent: RecentVehicle[] = [];
  for (let index = events.length - 1; index >= 0 && recent.length < recentVehiclesKept; index--) {
    const event = events[index];
    if (event?.vehicle && !notLooking.includes(event.type) && event.at <= now)
      recent.push({ type: event.type, at: event.at, vehicle: event.vehicle });
  }
  return recent;
}
