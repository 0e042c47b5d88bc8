import type { EventType } from '../../../models/event/event-type.js';
import type { ProfileHistory } from '../../../models/profile/profile-history.js';
import { countWithin } from './windows.js';

/** One number a lead is scored on, together with the sentence that tells a salesperson what it means. */
export interface LeadFeature {
  readonly name: string;
  /** The value as of `now` (ms); reads nothing that happened later. */
  readonly read: (history: ProfileHistory, now: number) => number;
  /** The median lead's value: what a reason compares with. */
  readonly typical: number;
  /** `Viewed 7 vehicles in the last 14 days`. */
  readonly sentence: (value: number) => string;
}

/** `1 vehicle`, `7 vehicles`. */
export const several = (count: number, one: string, many = `${one}s`): string =>
  `${Math.round(count)} ${Math.round(count) === 1 ? one : many}`;

/** A plain count of one event type within a window, or of several that mean the same, with its two sentences: some, and none. */
export function counted(
  name: string,
  types: EventType | readonly EventType[],
  days: number,
  typical: number,
  some: (count: number) => string,
  none: string,
): LeadFeature {
  return {
    name,
    typical,
    read: (history, now) => countWithin(history, now, days, types),
    sentence: (count) => `${count > 0 ? some(count) : none} in the last ${days} days`,
  };
}
