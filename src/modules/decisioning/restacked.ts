import { groupBy } from '../platform/group-by.js';

/** A place that leaves a shelf, or comes to it. One that stays but is not as it was does both. */
export interface Move {
  readonly place: number;
  /** Which shelf. */
  readonly key: string;
  readonly comes: boolean;
}

type Order = (a: number, b: number) => number;

/**
 * Shelves after some moves, each in order: those that nothing moved on are the same arrays, the others are gone through once. A shelf that
 * is empty is none.
 */
export function restacked(
  before: ReadonlyMap<string, readonly number[]>,
  moves: readonly Move[],
  order: Order,
): Map<string, readonly number[]> {
  const after = new Map(before);
  for (const [key, its] of groupBy(moves, (move) => move.key)) {
    const gone = new Set(its.filter(({ comes }) => !comes).map(({ place }) => place));
    const come = its.filter(({ comes }) => comes).map(({ place }) => place).sort(order); // prettier-ignore
    const places = merged(before.get(key) ?? [], gone, come, order);
    if (places.length > 0) after.set(key, places);
    else after.delete(key);
  }
  return after;
}

function merged(shelf: readonly number[], gone: ReadonlySet<number>, come: readonly number[], order: Order): readonly number[] {
  const stay = gone.size === 0 ? shelf : shelf.filter((place) => !gone.has(place));
  if (come.length === 0) return stay;
  const places: number[] = [];
  let from = 0;
  for (const place of come) {
    const until = firstAfter(stay, place, from, order);
    for (; from < until; from++) places.push(stay[from] ?? 0);
    places.push(place);
  }
  for (; from < stay.length; from++) places.push(stay[from] ?? 0);
  return places;
} // prettier-ignore

/** Where in a shelf, from a point on, those begin that come after a place. */
function firstAfter(shelf: readonly number[], place: number, from: number, order: Order): number {
  let to = shelf.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (order(shelf[middle] ?? 0, place) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
