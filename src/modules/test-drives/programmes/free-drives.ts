import type { Held } from '../free-slots.js';
import { driveOf, type CentreTimes } from './drive-times.js';

/** A car that can be fetched at an instant, and for how many days. */
export interface FreeDrive {
  /** Milliseconds since the epoch. */
  readonly startsAt: number;
  readonly demonstratorId: string;
  /** In order; never none. */
  readonly days: readonly number[];
}

/** For how many days each car is free from each of these instants. */
export function freeDrives(
  times: CentreTimes,
  days: { readonly min: number; readonly max: number },
  starts: readonly number[],
  carIds: readonly string[],
  held: readonly Held[],
): FreeDrive[] {
  const lengths = Array.from({ length: days.max - days.min + 1 }, (_, more) => days.min + more);
  return starts.flatMap((startsAt) => {
    const drives = lengths.flatMap((length) => {
      const drive = driveOf(times, startsAt, length);
      return drive ? [{ length, drive }] : [];
    });
    return carIds.flatMap((demonstratorId) => {
      const own = held.filter((one) => one.demonstratorId === demonstratorId);
      const isFree = (until: number) => !own.some((one) => one.startsAt < until && startsAt < one.heldUntil);
      const free = drives.filter(({ drive }) => isFree(drive.heldUntil)).map(({ length }) => length);
      return free.length === 0 ? [] : [{ startsAt, demonstratorId, days: free }];
    });
  });
}
