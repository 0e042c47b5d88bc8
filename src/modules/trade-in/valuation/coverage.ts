import type { TradeInCar } from '../../../models/trade-in/trade-in.js';
import type { TradeInTableEntity } from '../../../models/trade-in/trade-in-table.entity.js';
import { isSameMake, isSameName } from './choose-band.js';

/** For what there are bands: a make or a model, and the years from the first to the last. */
export interface Coverage {
  readonly make: string;
  /** Null: of the make. */
  readonly model: string | null;
  readonly yearFrom: number;
  readonly yearTo: number;
}

/** Most that is told at once. */
const most = 200;

/**
 * What a car's owner can be told where there is no band for it: of a model we have bands for, its years; of a make, its models;
 * else the makes. By name.
 */
export function coverageFor(
  tables: readonly TradeInTableEntity[],
  { make, model }: Pick<TradeInCar, 'make' | 'model'>,
  currency: string | null,
): Coverage[] {
  const rows = tables.flatMap((table) => (currency === null || table.currency === currency ? table.rows : [])); // prettier-ignore
  const ofMake = rows.filter((row) => isSameMake(row.make, make));
  const ofModel = ofMake.filter((row) => isSameName(row.model, model));
  const near = ofModel.length > 0 ? ofModel : ofMake.length > 0 ? ofMake : rows;
  const byName = new Map<string, Coverage>();
  for (const row of near) {
    const name = { make: row.make, model: ofMake.length > 0 ? row.model : null };
    const key = `${name.make}\n${name.model ?? ''}`.toLowerCase();
    const { yearFrom, yearTo } = byName.get(key) ?? row;
    byName.set(key, { ...(byName.get(key) ?? name), yearFrom: Math.min(yearFrom, row.yearFrom), yearTo: Math.max(yearTo, row.yearTo) }); // prettier-ignore
  }
  const told = [...byName.entries()].sort(([one], [other]) => one.localeCompare(other, 'en'));
  return told.slice(0, most).map(([, coverage]) => coverage);
}
