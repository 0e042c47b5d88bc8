import { z } from 'zod';
import { canonicalMake } from '../../../models/vehicle/make-names.js';
import { invalidVehicleFilter } from '../vehicles.errors.js';
import type { ListPlace, StockOrder, StockQuery } from './stock-query.js';

/** Longest text that is looked for. */
const longestText = 200;
const keySchema = z.tuple([z.string(), z.string().regex(/^(\d{1,15}(\.\d{1,12})?|Infinity)$/), z.uuid()]);

/** Sees that a query can find anything at all. @throws AppError INVALID_VEHICLE_FILTER */
export function requireSound({ ranges = {}, text, near }: StockQuery, order: StockOrder): void {
  for (const [name, { from, to } = {}] of Object.entries(ranges))
    if (from !== undefined && to !== undefined && from > to)
      throw invalidVehicleFilter(`The range of ${name}, ${from} to ${to}, holds nothing; swap its two ends.`);
  if (text !== undefined && text.length > longestText)
    throw invalidVehicleFilter(`text is ${text.length} characters long; keep it to ${longestText}.`);
  if (near && !(Math.abs(near.latitude) <= 90 && Math.abs(near.longitude) <= 180))
    throw invalidVehicleFilter(
      'near: latitude lies between -90 and 90, longitude between -180 and 180 degrees.',
    );
  if (near?.withinKm !== undefined && !(near.withinKm > 0))
    throw invalidVehicleFilter(
      `near.withinKm is ${near.withinKm}; give more than 0 kilometres, or leave it out.`,
    );
  if (order === 'NEAREST' && !near)
    throw invalidVehicleFilter('Nearest to what? Give filter.near, or another order.');
}

/** The same query with makes as they are written here: `VW` is Volkswagen. */
export function asWritten(query: StockQuery): StockQuery {
  const { make } = query.among ?? {};
  return make ? { ...query, among: { ...query.among, make: make.map(canonicalMake) } } : query;
}

/** What `cursorOf` wrote. @throws AppError INVALID_VEHICLE_FILTER for a cursor of another list */
export function placeIn(order: StockOrder, cursor: readonly string[]): ListPlace {
  const { data } = keySchema.safeParse(cursor);
  if (data?.[0] === order) return { key: Number(data[1]), id: data[2] };
  throw invalidVehicleFilter('after is a cursor of another list; take endCursor from a page of this one.');
}

/** The place of a car in a list of that order, as the strings of a cursor. */
export function cursorOf(order: StockOrder, { key, id }: ListPlace): string[] {
  return [order, String(key), id];
}
