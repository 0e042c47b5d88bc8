import { DateTime, Duration } from 'luxon';
import type { ModelName, ProgrammeRules } from '../../../models/test-drive/programme-rules.js';
import { modelKey } from './same-model.js';

/** A drive of a person under a programme that counts: booked, under way or over; also where nobody came. */
export interface CountedDrive extends ModelName {
  /** Milliseconds since the epoch. */
  readonly startsAt: number;
}

/** A limit that another drive would break, and how many drives it is broken by. */
export interface BrokenLimit {
  readonly limit: 'ONCE_PER_MODEL' | 'PER_PERSON';
  /** How many drives of that kind there may be within the window. */
  readonly most: number;
  readonly counted: number;
}

/**
 * The limit that a further drive would break; null where it breaks none. Within any window of the given length, wherever it begins,
 * there are no more drives than allowed: what is booked ahead counts as what is over, in whatever order it was booked.
 */
export function brokenLimit(
  { oncePerModel, perPerson, window }: ProgrammeRules['limits'],
  drives: readonly CountedDrive[],
  wished: CountedDrive,
): BrokenLimit | null {
  const alike = drives.filter((drive) => modelKey(drive) === modelKey(wished));
  const ofModel = oncePerModel ? crowd(alike, wished, 1, window) : 0;
  if (ofModel > 0) return { limit: 'ONCE_PER_MODEL', most: 1, counted: ofModel };
  const ofPerson = perPerson === null ? 0 : crowd(drives, wished, perPerson, window);
  return perPerson !== null && ofPerson > 0 ? { limit: 'PER_PERSON', most: perPerson, counted: ofPerson } : null;
} // prettier-ignore

/** How many drives share a window with the wished one where that makes more than `most`; else 0. */
function crowd(drives: readonly CountedDrive[], wished: CountedDrive, most: number, window: string | null): number {
  if (window === null) return drives.length >= most ? drives.length : 0;
  const length = Duration.fromISO(window);
  const starts = [...drives, wished].map(({ startsAt }) => startsAt).sort((a, b) => a - b);
  for (const first of starts) {
    const end = DateTime.fromMillis(first, { zone: 'utc' }).plus(length).toMillis();
    if (wished.startsAt < first || wished.startsAt >= end) continue;
    const within = starts.filter((at) => at >= first && at < end).length;
    if (within > most) return within - 1;
  }
  return 0;
} // prettier-ignore
