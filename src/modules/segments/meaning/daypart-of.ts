import { DateTime } from 'luxon';

/** Until which hour each part of the day lasts: the places of `dayparts`; after the evening it is night again. */
const ends = [6, 12, 18, 22, 24];
const quarterMs = 900_000;

/** In which part of the day an instant lies by a zone's clock, as a place in `dayparts`; what was asked is remembered. */
export function daypartsIn(zone: string): (at: number) => number {
  const known = new Map<number, number>();
  return (at) => {
    // Zones move their clocks by quarters of an hour at whole quarters.
    const quarter = Math.floor(at / quarterMs);
    const before = known.get(quarter);
    if (before !== undefined) return before;
    const { hour } = DateTime.fromMillis(quarter * quarterMs, { zone });
    const daypart = ends.findIndex((end) => hour < end) % 4;
    known.set(quarter, daypart);
    return daypart;
  };
}

/** In which part somebody is mostly active; of several alike that in which the day comes first, and night last. −1: never. */
export function mostlyIn(counts: ArrayLike<number>): number {
  let most = -1;
  for (const part of [1, 2, 3, 0])
    if ((counts[part] ?? 0) > (most === -1 ? 0 : (counts[most] ?? 0))) most = part;
  return most;
}
