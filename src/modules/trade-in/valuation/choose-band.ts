import { millimetresOf, wholeMileage } from '../../../models/mileage.js';
import type { TradeInBand, TradeInCar } from '../../../models/trade-in/trade-in.js';
import type { TradeInRow } from '../../../models/trade-in/trade-in-row.js';
import type { TradeInTableEntity } from '../../../models/trade-in/trade-in-table.entity.js';
import { canonicalMake } from '../../../models/vehicle/make-names.js';
import { groupBy } from '../../platform/group-by.js';

/** A row that fits, with what it is compared by: the trim before years before mileage, less being more precise. */
interface Fitting {
  readonly table: TradeInTableEntity;
  readonly row: TradeInRow;
  readonly place: number;
}

/**
 * What a car is worth by tables of which each is the version that counts: by the row that says it most precisely. A row of its
 * trim goes before one of any, then the one of fewer years, then of the shorter span of mileage, then of the table published
 * last, then of the higher table id, then the one that stands first. Null where no row fits, or mileage or condition are not
 * said. With `currency` only tables of that one count.
 */
export function chooseBand(tables: readonly TradeInTableEntity[], car: TradeInCar, currency: string | null): TradeInBand | null {
  let best: Fitting | null = null;
  for (const table of tables) {
    if (currency !== null && table.currency !== currency) continue;
    for (const [place, row] of rowsFor(table, car).entries()) {
      const fitting = { table, row, place };
      if (fits(row, car) && (!best || isBefore(fitting, best))) best = fitting;
    }
  }
  if (!best) return null;
  const { low, high } = best.row;
  return { low, high, currency: best.table.currency, tableId: best.table.id };
} // prettier-ignore

/** The same by tables of one currency (ISO 4217) where they say it, else by any: who says no currency counts in their own. */
export function bandPreferring(own: string, tables: readonly TradeInTableEntity[], car: TradeInCar): TradeInBand | null {
  return chooseBand(tables, car, own) ?? chooseBand(tables, car, null);
} // prettier-ignore

/** Whether two spellings mean one name: case, spaces and signs make no difference, so `RAV-4` is `Rav4`. */
export function isSameName(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

/** Whether two spellings mean one make: `VW` is `Volkswagen`. */
export function isSameMake(one: string, other: string): boolean {
  return isSameName(canonicalMake(one), canonicalMake(other));
}

function fits(row: TradeInRow, { trim, modelYear, mileage, mileageUnit, condition }: TradeInCar): boolean {
  if (mileage === null || mileageUnit === null || condition !== row.condition) return false;
  const driven = wholeMileage({ mileage, mileageUnit }, row.mileageUnit);
  return (
    (row.trim === '' || (trim !== null && isSameName(row.trim, trim))) &&
    row.yearFrom <= modelYear &&
    modelYear <= row.yearTo &&
    row.mileageFrom <= driven &&
    driven <= row.mileageTo
  );
}

function isBefore(one: Fitting, other: Fitting): boolean {
  const differences = [
    Number(one.row.trim === '') - Number(other.row.trim === ''),
    one.row.yearTo - one.row.yearFrom - (other.row.yearTo - other.row.yearFrom),
    lengthOf(one.row) - lengthOf(other.row),
    other.table.publishedAt.getTime() - one.table.publishedAt.getTime(),
    other.table.id.localeCompare(one.table.id, 'en'),
    one.place - other.place,
  ];
  return (differences.find((difference) => difference !== 0) ?? 0) < 0;
}

function lengthOf({ mileageFrom, mileageTo, mileageUnit }: TradeInRow): number {
  return millimetresOf({ mileage: mileageTo - mileageFrom, mileageUnit });
}

/** Rows by make and model, made once of a table, as tables are never altered. */
const rowsByModel = new WeakMap<TradeInTableEntity, Map<string, TradeInRow[]>>();

function rowsFor(table: TradeInTableEntity, car: Pick<TradeInCar, 'make' | 'model'>): readonly TradeInRow[] {
  let known = rowsByModel.get(table);
  if (!known) {
    known = groupBy(table.rows, keyOf);
    rowsByModel.set(table, known);
  }
  return known.get(keyOf(car)) ?? [];
}

function keyOf({ make, model }: Pick<TradeInCar, 'make' | 'model'>): string {
  return `${bare(canonicalMake(make))}\n${bare(model)}`;
}

/** Names of signs only keep them. */
function bare(name: string): string {
  const lower = name.normalize('NFKC').toLowerCase();
  return lower.replaceAll(/[^\p{L}\p{N}]/gu, '') || lower.trim();
}
