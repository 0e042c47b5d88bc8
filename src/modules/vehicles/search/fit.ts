import type { StockQuery } from './stock-query.js';
import type { StockTable } from './stock-table.js';
import { testsOf, type StockTest } from './tests-of.js';

/** What is said of a car that fits. */
export const fits = 0;
/** What is said of a car that fails in more than one thing, or in one of which no others are told. */
const out = 255;

/** How each car stands to a query. */
export interface Fit {
  /** By place: `fits`, or the number of the one thing it fails in, or more than that. */
  readonly by: Uint8Array;
  /** What `by` says of a car that fails in this alone; `fits` where nothing is asked of it. */
  readonly failedIn: (of: StockTest['of']) => number;
}

/** Asks one thing after the other of all cars: loops over arrays are what is quick. */
export function fitOf(table: StockTable, query: StockQuery): Fit {
  const tests = testsOf(table, query);
  const by = new Uint8Array(table.size);
  const numbers = new Map<StockTest['of'], number>([[null, out]]);
  for (const { of, allows } of tests) {
    const number = numbers.get(of) ?? numbers.size;
    numbers.set(of, number);
    for (let place = 0; place < by.length; place++) {
      const said = by[place];
      if (said === out || allows(place)) continue;
      by[place] = said === fits || said === number ? number : out;
    }
  }
  return { by, failedIn: (of) => numbers.get(of) ?? fits };
}
