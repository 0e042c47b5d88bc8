import { distanceKm } from '../../../models/distance.js';
import type { Range, StockQuery } from './stock-query.js';
import type { Attribute, Measure, StockTable } from './stock-table.js';
import { reachTest } from './reach-test.js';
import { wordsTest } from './words-test.js';

/** One condition on cars: told of each code a column has, or of each place. */
export type StockTest = {
  /** What of cars it is about, where others of the kind are told beside it; null: of nothing told apart. */
  readonly of: Attribute | Measure | null;
} & (
  | { readonly codes: Int32Array; readonly allowed: Uint8Array }
  | { readonly allows: (place: number) => boolean }
);

/** What a query asks of each car, the cheapest first. */
export function testsOf(
  table: StockTable,
  { among = {}, ranges = {}, text, near, withinReach }: StockQuery,
): StockTest[] {
  const tests: StockTest[] = [];
  for (const [of, column] of entriesOf(table.texts)) {
    const wanted = among[of];
    if (!wanted) continue;
    const meant = new Set(wanted.map((value) => column.codeOf(value)));
    const allowed = Uint8Array.from(column.values, (_value, code) => Number(meant.has(code)));
    tests.push({ of, codes: column.codes, allowed });
  }
  for (const [of, column] of entriesOf(table.numbers)) {
    const range = ranges[of];
    if (range?.from !== undefined || range?.to !== undefined)
      tests.push({ of, allows: (place) => isWithin(column.at(place), range) });
  }
  const { withinKm } = near ?? {};
  if (withinKm !== undefined) {
    const distances = distancesTo(table, near);
    tests.push({ of: null, allows: (place) => distances(place) <= withinKm });
  }
  if (withinReach) tests.push({ of: null, allows: reachTest(table, withinReach) });
  return text === undefined ? tests : [...tests, { of: null, allows: wordsTest(table, text) }];
}

/** How far each car is, in kilometres; infinite where nobody knows. */
export function distancesTo({ texts, dealers }: StockTable, near: StockQuery['near']): (place: number) => number {
  if (!near) return () => Infinity;
  const byDealer = dealers.map(({ latitude, longitude }) =>
    latitude === null || longitude === null ? Infinity : distanceKm(near, { latitude, longitude }),
  );
  return (place) => byDealer[texts.dealer.at(place)] ?? Infinity;
} // prettier-ignore

function isWithin(value: number, { from, to }: Range): boolean {
  return (from === undefined || value >= from) && (to === undefined || value <= to);
}

function entriesOf<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  const keys: K[] = [];
  for (const key in record) keys.push(key);
  return keys.map((key) => [key, record[key]]);
}
