import type { VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';
import { facetsOf, type StockFacets } from './facets-of.js';
import { fitOf } from './fit.js';
import { stockOrders, type ListPlace, type StockOrder, type StockQuery } from './stock-query.js';
import { headOf, type StockTable } from './stock-table.js';
import { distancesTo } from './tests-of.js';

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
  /** What else there is to choose from: counted when asked for. */
  readonly facets: () => StockFacets;
}

/**
 * The first cars of a list in order, those alike in it by id. Whatever is asked, all cars are gone through.
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
  const distances = distancesTo(table, query.near);
  const list = new StockList(table, order, distances);
  const behind = after && list.standingOf(after);
  const first: Standing[] = [];
  const asked = fitOf(table, query);
  for (let n = 0; n < asked.places.length; n++) {
    const place = asked.places[n] ?? 0;
    const last = first[most - 1];
    if (last && !list.isBefore(place, last)) continue;
    if (behind && (list.isBefore(place, behind) || table.units[place]?.id === behind.id)) continue;
    if (last) first.pop();
    first.splice(list.countBefore(place, first), 0, list.standingAt(place));
  }
  return {
    found: first.flatMap(({ place }) => list.foundAt(place)),
    total: asked.places.length,
    facets: () => facetsOf(table, asked),
  };
}

/** Where a car stands in a list: numbers first, as ids are slow to compare and many cars cost the same. */
interface Standing {
  readonly place: number;
  /** Ascending, whichever way the list goes. */
  readonly key: number;
  readonly head: number;
  readonly id: string;
}

/** Who comes before whom in a list of that order. */
class StockList {
  private readonly sign: number;
  private readonly measured: (place: number) => number;

  constructor(
    private readonly table: StockTable,
    order: StockOrder,
    private readonly distances: (place: number) => number,
  ) {
    const { by, isDown } = stockOrders[order];
    this.sign = isDown ? -1 : 1;
    const column = by === 'distance' ? null : table.numbers[by];
    this.measured = column ? (place) => column.at(place) : distances;
  }

  isBefore(place: number, other: Standing): boolean {
    const key = this.sign * this.measured(place);
    if (key !== other.key) return key < other.key;
    const head = this.table.idHeads.at(place);
    return head === other.head ? this.idAt(place) < other.id : head < other.head;
  }

  /** How many of these, which are in order, come before the car. */
  countBefore(place: number, standings: readonly Standing[]): number {
    let [from, to] = [0, standings.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const there = standings[middle];
      if (there && this.isBefore(place, there)) to = middle;
      else from = middle + 1;
    }
    return from;
  }

  standingAt(place: number): Standing {
    return {
      place,
      key: this.sign * this.measured(place),
      head: this.table.idHeads.at(place),
      id: this.idAt(place),
    };
  }

  /** Where a car stood that may be gone by now. */
  standingOf({ key, id }: ListPlace): Standing {
    return { place: -1, key: this.sign * key, head: headOf(id), id };
  }

  foundAt(place: number): FoundVehicle[] {
    const unit = this.table.units[place];
    const far = this.distances(place);
    const distanceKm = Number.isFinite(far) ? far : null;
    return unit ? [{ key: this.measured(place), id: unit.id, unit, distanceKm }] : [];
  }

  private idAt(place: number): string {
    return this.table.units[place]?.id ?? '';
  }
}
