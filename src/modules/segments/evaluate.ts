import {
  recentVehiclesKept,
  type RecentVehicle,
  type ViewerState,
} from '../../models/decision/viewer-state.js';
import { ownedCarTypes, type EventType } from '../../models/event/event-type.js';
import type { ProfileHistory } from '../../models/profile/profile-history.js';
import type { Rule } from '../../models/segment/rule.js';
import { windowMs } from '../../models/segment/window.js';
import { matches } from './matches.js';

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
): Evaluation {
  const answers = segments.map(({ id, rule }) => ({ id, ...matches(rule, history, now) }));
  const due = Math.min(...answers.map(({ changesAt }) => changesAt ?? Infinity));
  return {
    dueAt: due === Infinity ? null : due,
    state: {
      profileId: history.profileId,
      segmentIds: answers.filter((answer) => answer.in).map(({ id }) => id),
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

/** How far back recent vehicles are looked for. */
const recentMs = 90 * 86_400_000;

/** The instant before which no event can matter to any of these rules, or to the recent vehicles. */
export function neededSince(rules: readonly Rule[], now: number): number {
  return Math.max(0, now - Math.max(recentMs, ...rules.map(widestWindowMs)));
}

function widestWindowMs(rule: Rule): number {
  if ('all' in rule) return Math.max(...rule.all.map(widestWindowMs));
  if ('any' in rule) return Math.max(...rule.any.map(widestWindowMs));
  if ('not' in rule) return widestWindowMs(rule.not);
  if ('did' in rule)
    return rule.did.within === undefined ? Infinity : (windowMs(rule.did.within) ?? Infinity);
  return 0;
}
