import type { People } from '../people.js';
import { rowSize } from '../row.js';

/** Numbers of people, from the first to below the end: whole rows. */
export interface Slice {
  readonly from: number;
  readonly to: number;
  /** Whether nobody comes after them. */
  readonly isLast: boolean;
}

/** All numbers there are, about so many at a time. People who come while others have their turn are among them. */
export function* slices(people: People, most: number): Generator<Slice, void> {
  let from = 0;
  do {
    const to = Math.min(wholeRows(people.size), from + wholeRows(most));
    yield { from, to, isLast: to >= people.size };
    from = to;
  } while (from < people.size);
}

function wholeRows(people: number): number {
  return Math.ceil(people / rowSize) * rowSize;
}
