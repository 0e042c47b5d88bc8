import type { VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';
import { stockOrders, type ListPlace, type StockOrder, type StockQuery } from './stock-query.js';
import type { StockTable } from './stock-table.js';
import { distancesTo, testsOf } from './tests-of.js';

/** A car found, and its place in the list. */
export interface FoundVehicle extends ListPlace {
  readonly unit: VehicleInStock;
  /** Kilometres; null where none was asked for, or nobody knows. */
  readonly distanceKm: number | null;
}

/** Cars of a list, and how many there are in all. */
export interface FoundStock {
  readonly found: readonly FoundVehicle[];
  readonly total: number;
}

/**
 * The first cars of a list in order, those alike in it by id. One walk through the table, whatever is asked.
 * @param most how many are found; all are counted
 * @param after the place behind which the list goes on
 */
export function searchStock(
  table: StockTable,
  query: StockQuery,
  order: StockOrder,
  most: number,
  after: ListPlace | null = null,
): FoundStock {
  const { by, isDown } = stockOrders[order];
  const distances = distancesTo(table, query.near);
  const column = by === 'distance' ? null : table.numbers[by];
  const isBefore = (one: ListPlace, other: ListPlace): boolean =>
    one.key === other.key ? one.id < other.id : isDown ? one.key > other.key : one.key < other.key;
  const first = new FirstFew<FoundVehicle>(most, isBefore);
  const tests = testsOf(table, query);
  let total = 0;
  for (let place = 0; place < table.size; place++) {
    const unit = table.units[place];
    if (!unit || !tests.every(({ allows }) => allows(place))) continue;
    total++;
    const key = column ? column.at(place) : distances(place);
    const far = distances(place);
    const found = { key, id: unit.id, unit, distanceKm: Number.isFinite(far) ? far : null };
    if (!after || isBefore(after, found)) first.offer(found);
  }
  return { found: first.list, total };
}

/** Keeps the first few of many. Few of many are among them, so most are compared once. */
class FirstFew<T> {
  readonly list: T[] = [];

  constructor(
    private readonly most: number,
    private readonly isBefore: (one: T, other: T) => boolean,
  ) {}

  offer(one: T): void {
    const { list, most } = this;
    const last = list[most - 1];
    if (last !== undefined && !this.isBefore(one, last)) return;
    if (last !== undefined) list.pop();
    list.splice(this.placeOf(one), 0, one);
  }

  private placeOf(one: T): number {
    let [from, to] = [0, this.list.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const there = this.list[middle];
      if (there !== undefined && this.isBefore(there, one)) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
