import { instantsOf } from '../../platform/wall-clock.js';
import { problem, type HandoverProblem } from '../targets/target-draft.js';

/** When a prospect was asked for: milliseconds since the epoch. */
export interface RequestedAt {
  /** Undefined where it counts as of now. */
  readonly at: number | undefined;
  /** Why the date it gives does not count. */
  readonly remark: HandoverProblem | null;
}

/** Clocks differ. */
const tolerableMs = 300_000;
/** No clock is farther from UTC. */
const farthestMs = 14 * 3_600_000;
/** ISO 8601: a date, mostly a time, sometimes a zone. */
const pattern =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * When a prospect says it was asked for. Without a zone the clock is the tenant's; of an hour that is doubled the earlier counts, and a date
 * alone is its midnight. What is no date, or lies ahead, counts as now.
 */
export function requestedAt(requestDate: string, timeZone: string, now: number): RequestedAt {
  const text = requestDate.trim();
  if (text === '') return { at: undefined, remark: null };
  const at = instantIn(text, timeZone);
  if (at === null) return { at: undefined, remark: noDate };
  return at > now ? { at: undefined, remark: at > now + tolerableMs ? ahead : null } : { at, remark: null };
}

function instantIn(text: string, timeZone: string): number | null {
  const [, date = '', time = '00:00', zone] = pattern.exec(text) ?? [];
  const clock = time.replace(',', '.');
  const shown = Date.parse(`${date}T${clock}Z`);
  // A day that no month has is taken for one of the next by some engines.
  if (Number.isNaN(shown) || new Date(shown).toISOString().slice(0, 10) !== date || shown < 0) return null;
  if (zone !== undefined) return isOffset(zone) ? shown - offsetMs(zone) : null;
  const midnight = Date.parse(`${date}T00:00Z`);
  const minutes = Math.floor((shown - midnight) / 60_000);
  const [instant] = instantsOf(timeZone, date, minutes);
  return instant === undefined ? null : instant + ((shown - midnight) % 60_000);
}

/** Whether a clock anywhere is so far from UTC: none is by more than 14 hours. */
function isOffset(zone: string): boolean {
  const minutes = Number(/:?(\d\d)$/.exec(zone.slice(3))?.[1] ?? 0);
  return minutes < 60 && Math.abs(offsetMs(zone)) <= farthestMs;
}

/** How far a zone is ahead of UTC: `-08:00`, `+0530`, `+02` or `Z`. */
function offsetMs(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const minutesAhead = Number(hours) * 60 + Number(minutes);
  return (sign === '-' ? -minutesAhead : minutesAhead) * 60_000;
}

const noDate = problem('requestdate', 'It is no ISO 8601 date, so the lead counts as raised now.', 'Write it as 2026-03-04T15:30:20-08:00.'); // prettier-ignore
const ahead = problem('requestdate', 'It lies in the future, so the lead counts as raised now.', 'Give the instant at which the person asked, with its zone.'); // prettier-ignore
