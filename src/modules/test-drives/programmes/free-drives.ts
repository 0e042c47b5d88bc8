import type { Held } from '../free-slots.js';
import { groupBy } from '../../platform/group-by.js';
import { driveOf, type CentreTimes } from './drive-times.js';

const dayMs = 86_400_000;

/** A car that can be fetched at an instant, and for how many days. */
export interface FreeDrive {
  /** Milliseconds since the epoch. */
  readonly startsAt: number;
  readonly demonstratorId: string;
  /** In order; never none. */
  readonly days: readonly number[];
}

/** What is held of one car, in order. A car that is late may be held beyond the beginning of the next: `until` says how long any so far is. */
type Stretches = readonly { readonly startsAt: number; readonly until: number }[];

/** What is held of cars, each car's own and in order: an answer asks for the same over and over. */
export class HeldCars {
  private readonly byCar: ReadonlyMap<string, Stretches>;

  constructor(held: readonly Held[]) {
    const ordered = held.toSorted((one, other) => one.startsAt - other.startsAt);
    const own = [...groupBy(ordered, ({ demonstratorId }) => demonstratorId)];
    this.byCar = new Map(own.map(([id, each]) => [id, stretchesOf(each)]));
  }

  /** Until when a car is free from an instant on, for ever where nobody has it then or later; null: somebody has it. */
  freeUntil(demonstratorId: string, from: number): number | null {
    const stretches = this.byCar.get(demonstratorId) ?? [];
    const next = stretches[firstAfter(stretches, from)];
    if (!next) return Infinity;
    return next.startsAt <= from ? null : next.startsAt;
  }
}

function stretchesOf(held: readonly Held[]): Stretches {
  let until = -Infinity;
  return held.map(({ startsAt, heldUntil }) => ({ startsAt, until: (until = Math.max(until, heldUntil)) }));
}

/** Which is the first that lasts beyond an instant: halved, as one answer asks thousands of times and a car may be held as often. */
function firstAfter(stretches: Stretches, from: number): number {
  let [least, most] = [0, stretches.length];
  while (least < most) {
    const middle = (least + most) >> 1;
    if ((stretches[middle]?.until ?? Infinity) > from) most = middle;
    else least = middle + 1;
  }
  return least;
}

/**
 * For how many days each car is free from each of these instants.
 * @param most so many rows at most: what begins at one instant is answered whole or not at all
 */
export function freeDrives(
  times: CentreTimes,
  days: { readonly min: number; readonly max: number },
  starts: readonly number[],
  carIds: readonly string[],
  held: readonly Held[],
  most = Infinity,
): FreeDrive[] {
  const lengths = Array.from({ length: days.max - days.min + 1 }, (_, more) => days.min + more);
  const cars = new HeldCars(held);
  const found: FreeDrive[] = [];
  for (const startsAt of starts) {
    const free = carIds.flatMap((id) => {
      const until = cars.freeUntil(id, startsAt);
      return until === null ? [] : [{ id, until }];
    });
    if (free.length === 0) continue;
    const longest = Math.max(...free.map(({ until }) => until)) - startsAt;
    // A day of the clock is an hour or two shorter at times, and once in a century a whole one.
    const drives = lengths.filter((length) => (length - 1) * dayMs < longest).flatMap((length) => {
      const drive = driveOf(times, startsAt, length);
      return drive ? [{ length, heldUntil: drive.heldUntil }] : [];
    }); // prettier-ignore
    const rows = free.flatMap(({ id: demonstratorId, until }) => {
      const own = drives.filter(({ heldUntil }) => heldUntil <= until).map(({ length }) => length);
      return own.length === 0 ? [] : [{ startsAt, demonstratorId, days: own }];
    });
    if (found.length > 0 && found.length + rows.length > most) break;
    found.push(...rows);
  }
  return found;
}
