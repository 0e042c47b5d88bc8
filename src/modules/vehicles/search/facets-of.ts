import type { NumberColumn, TextColumn } from './columns.js';
import type { StockQuery } from './stock-query.js';
import { attributes, type Attribute, type StockTable } from './stock-table.js';
import { testsOf, type StockTest } from './tests-of.js';

/** How many cars there are of a value. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** The least and the greatest there is. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** What cars there are, by everything they are told apart by. */
export interface StockFacets {
  /** The most frequent first, then by name; what is not known of cars is left out. */
  readonly values: Readonly<Record<Attribute, readonly FacetValue[]>>;
  /** Null: there are none. */
  readonly price: Extent | null;
  readonly mileageKm: Extent | null;
}

/**
 * What cars there are of each make, body and so on, each told as if nothing were asked of it: what choosing another one would
 * find. One walk: a car that fails in one thing only counts for that thing, one that fails in nothing for all.
 */
export function facetsOf(table: StockTable, query: StockQuery): StockFacets {
  const tests = testsOf(table, query);
  const tallies = new Map(attributes.map((name) => [name, new Tally(table.texts[name])]));
  const price = new Spread(table.numbers.price);
  const mileageKm = new Spread(table.numbers.mileageKm);
  const counters = new Map<StockTest['of'], Counter>([
    ...tallies,
    ['price', price],
    ['mileageKm', mileageKm],
  ]);
  const all = [...counters.values()];
  for (let place = 0; place < table.size; place++) {
    const failed = failedIn(tests, place);
    if (failed === 'nothing') for (const each of all) each.count(place);
    else if (failed !== 'more') counters.get(failed)?.count(place);
  }
  const valuesOf = (name: Attribute): FacetValue[] => tallies.get(name)?.values() ?? [];
  return {
    values: {
      make: valuesOf('make'),
      model: valuesOf('model'),
      trim: valuesOf('trim'),
      modelYear: valuesOf('modelYear'),
      bodyStyle: valuesOf('bodyStyle'),
      fuelType: valuesOf('fuelType'),
      condition: valuesOf('condition'),
      transmission: valuesOf('transmission'),
      colour: valuesOf('colour'),
      dealer: valuesOf('dealer'),
      state: valuesOf('state'),
    },
    price: price.extent(),
    mileageKm: mileageKm.extent(),
  };
}

interface Counter {
  count(place: number): void;
}

/** Which one thing a car fails in: `nothing`, the thing, or `more` than can be told apart. */
function failedIn(tests: readonly StockTest[], place: number): StockTest['of'] | 'nothing' | 'more' {
  let failed: StockTest['of'] | 'nothing' = 'nothing';
  for (const { of, allows } of tests) {
    if (allows(place)) continue;
    if (of === null || (failed !== 'nothing' && failed !== of)) return 'more';
    failed = of;
  }
  return failed;
}

class Tally implements Counter {
  private readonly counts: Int32Array;

  constructor(private readonly column: TextColumn) {
    this.counts = new Int32Array(column.values.length);
  }

  count(place: number): void {
    const code = this.column.at(place);
    this.counts[code] = (this.counts[code] ?? 0) + 1;
  }

  values(): FacetValue[] {
    return this.column.values
      .map((value, code) => ({ value, count: this.counts[code] ?? 0 }))
      .filter(({ value, count }) => value !== '' && count > 0)
      .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
  }
}

class Spread implements Counter {
  private from = Infinity;
  private to = -Infinity;

  constructor(private readonly column: NumberColumn) {}

  count(place: number): void {
    const value = this.column.at(place);
    if (value < this.from) this.from = value;
    if (value > this.to) this.to = value;
  }

  extent(): Extent | null {
    return this.from <= this.to ? { from: this.from, to: this.to } : null;
  }
}
