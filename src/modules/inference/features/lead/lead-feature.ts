import type { EventType } from '../../../../models/event/event-type.js';
import type { HistoryEvent, Traits } from '../../../../models/profile/profile-history.js';

/** One day in milliseconds. */
export const dayMs = 86_400_000;

/** What one event leaves in a lead's state for one feature: a word or a number where the feature asks for more than that it was. */
export interface Mark {
  readonly word?: string;
  readonly number?: number | undefined;
}
/** A mark and when the event happened: milliseconds since the epoch. */
export interface DatedMark extends Mark {
  readonly at: number;
}

/** One number a lead is scored on, with the sentence that tells a salesperson what it means: one file holds one of them. */
export interface LeadFeature {
  readonly name: string;
  /** Days back that it reads: what is older is not there. */
  readonly days: number;
  /** What an event writes into the lead's state; null: nothing. */
  readonly writes: (event: HistoryEvent) => Mark | null;
  /** What scoring reads at `now` (ms): marks of the last `days`, oldest first, none later than `now`; and facts told of the person. */
  readonly reads: (marks: readonly DatedMark[], now: number, traits: Traits) => number;
  /** The median lead's value: what a reason compares with. */
  readonly typical: number;
  /** `Viewed 7 vehicles in the last 14 days`. */
  readonly sentence: (value: number) => string;
}

/** `1 vehicle`, `7 vehicles`. */
export const several = (count: number, one: string, many = `${one}s`): string =>
  `${Math.round(count)} ${Math.round(count) === 1 ? one : many}`;

/** `37 %`. */
export const percent = (part: number): string => `${Math.round(part * 100)} %`;

/** Writes that something of these types was, and no more. */
export const thatItWas =
  (...types: readonly EventType[]): LeadFeature['writes'] =>
  ({ type }) =>
    types.includes(type) ? {} : null;

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
    days,
    typical,
    writes: thatItWas(...(typeof types === 'string' ? [types] : types)),
    reads: (marks) => marks.length,
    sentence: (count) => `${count > 0 ? some(count) : none} in the last ${days} days`,
  };
}
