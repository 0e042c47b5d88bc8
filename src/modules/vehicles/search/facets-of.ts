import type { DealerPlace } from '../../../models/vehicle/vehicle-in-stock.js';
import type { NumberColumn, TextColumn } from './columns.js';
import type { Fit } from './fit.js';
import type { Attribute, Measure, StockTable } from './stock-table.js';

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
  /** Those of the whole stock, by which ids of dealers get names. */
  readonly dealers: readonly DealerPlace[];
  /** Null: there are none. */
  readonly price: Extent | null;
  readonly mileageKm: Extent | null;
}

/**
 * What cars there are of each make, body and so on, each told as if nothing were asked of it: what choosing another one would
 * find. A car that fails in one thing alone counts for that thing, one that fails in nothing for all.
 */
export function facetsOf(table: StockTable, fit: Fit): StockFacets {
  const of = (name: Attribute) => valuesOf(table.texts[name], fit.placesBut(name));
  const extent = (name: Measure) => extentOf(table.numbers[name], fit.placesBut(name));
  return {
    values: {
      make: of('make'),
      model: of('model'),
      trim: of('trim'),
      modelYear: of('modelYear'),
      bodyStyle: of('bodyStyle'),
      fuelType: of('fuelType'),
      condition: of('condition'),
      transmission: of('transmission'),
      colour: of('colour'),
      dealer: of('dealer'),
      state: of('state'),
    },
    dealers: table.dealers,
    price: extent('price'),
    mileageKm: extent('mileageKm'),
  };
}

function valuesOf({ codes, values }: TextColumn, places: Int32Array): FacetValue[] {
  const counts = new Int32Array(values.length);
  for (let n = 0; n < places.length; n++) {
    const code = codes[places[n] ?? 0] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return values
    .map((value, code) => ({ value, count: counts[code] ?? 0 }))
    .filter(({ value, count }) => value !== '' && count > 0)
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
}

function extentOf(column: NumberColumn, places: Int32Array): Extent | null {
  let [from, to] = [Infinity, -Infinity];
  for (let n = 0; n < places.length; n++) {
    const value = column.at(places[n] ?? 0);
    if (value < from) from = value;
    if (value > to) to = value;
  }
  return from <= to ? { from, to } : null;
}
