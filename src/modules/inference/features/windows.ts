import type { EventType } from '../../../models/event/event-type.js';
import type { HistoryEvent, ProfileHistory } from '../../../models/profile/profile-history.js';

/** One day in milliseconds. */
export const dayMs = 86_400_000;

/** Events of the given types in the `days` up to and including `now`, oldest first. What comes after `now` is unseen. */
export function eventsWithin(
  history: ProfileHistory,
  now: number,
  days: number,
  types: readonly EventType[],
): HistoryEvent[] {
  const since = now - days * dayMs;
  return history.events.filter(({ type, at }) => at > since && at <= now && types.includes(type));
}

/** Whole events of one type, or of any of several, in the `days` up to `now`. */
export const countWithin = (history: ProfileHistory, now: number, days: number, types: EventType | readonly EventType[]): number =>
  eventsWithin(history, now, days, typeof types === 'string' ? [types] : types).length; // prettier-ignore

/** What a person does about a car, told from what is done to them (offers shown) or written by us (merges). */
export const activityTypes: readonly EventType[] = [
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
];

/** Days since the newest (or oldest) activity up to `now`, at most `cap`; `cap` itself when there was none. */
export function daysSince(
  history: ProfileHistory,
  now: number,
  which: 'newest' | 'oldest',
  cap: number,
): number {
  const times = eventsWithin(history, now, cap, activityTypes).map(({ at }) => at);
  if (times.length === 0) return cap;
  const at = which === 'newest' ? Math.max(...times) : Math.min(...times);
  return (now - at) / dayMs;
}

/** How often each make and model was viewed in the `days` up to `now`. */
export function viewsByModel(
  history: ProfileHistory,
  now: number,
  days: number,
): ReadonlyMap<string, number> {
  const views = new Map<string, number>();
  for (const { vehicle } of eventsWithin(history, now, days, ['VEHICLE_VIEWED'])) {
    if (vehicle?.model === undefined) continue;
    const key = `${vehicle.make ?? ''}/${vehicle.model}`.toLowerCase();
    views.set(key, (views.get(key) ?? 0) + 1);
  }
  return views;
}

/** Prices of the vehicles viewed in the `days` up to `now`. */
export const pricesViewed = (history: ProfileHistory, now: number, days: number): number[] =>
  eventsWithin(history, now, days, ['VEHICLE_VIEWED']).flatMap(({ vehicle }) => vehicle?.price ?? []);
