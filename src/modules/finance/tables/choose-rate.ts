import type { FinanceProduct } from '../../../models/finance/finance-product.js';
import type { FinanceTableEntity } from '../../../models/finance/finance-table.entity.js';
import type { Jurisdiction } from '../../../models/finance/jurisdiction.js';
import type { RateRow } from '../../../models/finance/rate-row.js';

/** What a rate is asked for. Null: any will do. */
export interface AskedRate {
  readonly make: string;
  readonly model: string;
  readonly trim: string;
  readonly modelYear: number;
  readonly currency: string;
  readonly jurisdiction: Jurisdiction | null;
  readonly product: FinanceProduct;
  readonly termMonths: number;
  readonly annualMileage: number | null;
  readonly creditTier: string | null;
}

/** The row that answers, with its table. For cash it is any product's: its fees and the taxes of its table count, and no rate. */
export interface ChosenRate {
  readonly table: FinanceTableEntity;
  readonly row: RateRow;
}

/** Tables out of which may be quoted at that moment, the newest first: of each name the last version that has begun, unless it has ended. */
export function tablesInForce(
  tables: readonly FinanceTableEntity[],
  { currency, jurisdiction }: Pick<AskedRate, 'currency' | 'jurisdiction'>,
  now: number,
): FinanceTableEntity[] {
  const begun = tables.filter(({ validFrom }) => validFrom.getTime() <= now);
  const inForce = begun.filter(
    (table) =>
      table.currency === currency &&
      (jurisdiction === null || table.jurisdiction === jurisdiction) &&
      (table.validTo === null || now < table.validTo.getTime()) &&
      !begun.some(({ name, version }) => name === table.name && version > table.version),
  );
  return inForce.toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime());
}

/**
 * The row that says most of what was asked: a trim's before its model's, a tier's before everybody's. Of equals the one of
 * the table published last; of a table's, that of who buys before who leases, then of the shorter term: a table means the same in
 * whatever order its rows were written. Null where no row fits.
 */
export function chooseRate(tables: readonly FinanceTableEntity[], asked: AskedRate, now: number): ChosenRate | null {
  return chooseAmong(tablesInForce(tables, asked, now), asked);
} // prettier-ignore

/** The same of tables that are in force, the newest first. */
export function chooseAmong(inForce: readonly FinanceTableEntity[], asked: AskedRate): ChosenRate | null {
  let best: Fitting | null = null;
  for (const table of inForce)
    for (const row of rowsFor(table, asked)) {
      if (!isForCar(row, asked) || !isForTerms(row, asked)) continue;
      const fitting: Fitting = { table, row, says: precisionOf(row, asked) };
      if (best === null || isBetter(fitting, best)) best = fitting;
    }
  return best && { table: best.table, row: best.row };
} // prettier-ignore

/** The terms in months that rows for this car and product have, so that somebody can ask again. */
export function termsOffered(tables: readonly FinanceTableEntity[], asked: AskedRate, now: number): number[] {
  const rows = tablesInForce(tables, asked, now).flatMap((table) => table.rows);
  const months = rows.filter((row) => isForCar(row, asked) && row.product === asked.product);
  return [...new Set(months.map(({ termMonths }) => termMonths))].sort((a, b) => a - b);
}

/** Rows by make and model, made once of a table: tables are never altered, and a search asks for thousands of kinds of cars. */
const rowsByModel = new WeakMap<FinanceTableEntity, Map<string, RateRow[]>>();

function rowsFor(table: FinanceTableEntity, { make, model }: Pick<AskedRate, 'make' | 'model'>): readonly RateRow[] {
  let known = rowsByModel.get(table);
  if (!known) {
    known = new Map<string, RateRow[]>();
    for (const row of table.rows) {
      const rows = known.get(modelKey(row));
      if (rows) rows.push(row);
      else known.set(modelKey(row), [row]);
    }
    rowsByModel.set(table, known);
  }
  return known.get(modelKey({ make, model })) ?? [];
} // prettier-ignore

function modelKey({ make, model }: Pick<AskedRate, 'make' | 'model'>): string {
  return `${make}\n${model}`.toLowerCase();
}

function isForCar(row: RateRow, asked: AskedRate): boolean {
  return (
    same(row.make, asked.make) &&
    same(row.model, asked.model) &&
    (row.trim === '' || same(row.trim, asked.trim)) &&
    (row.modelYear === null || row.modelYear === asked.modelYear)
  );
}

function isForTerms(row: RateRow, asked: AskedRate): boolean {
  if (asked.product === 'CASH') return true;
  return (
    row.product === asked.product &&
    row.termMonths === asked.termMonths &&
    (row.creditTier === '' || same(row.creditTier, asked.creditTier ?? '')) &&
    (row.annualMileage === null || asked.annualMileage === null || row.annualMileage === asked.annualMileage)
  );
}

function precisionOf({ trim, modelYear, creditTier, annualMileage }: RateRow, { product }: AskedRate): number {
  const ofCar = (trim === '' ? 0 : 8) + (modelYear === null ? 0 : 4);
  return product === 'CASH' ? ofCar : ofCar + (creditTier === '' ? 0 : 2) + (annualMileage === null ? 0 : 1);
} // prettier-ignore

/** Of products, what a cash buyer does is most like a loan: its fees are those of whoever comes to own the car. */
const alikeFirst: readonly RateRow['product'][] = ['LOAN', 'BALLOON', 'LEASE'];

/** A row that fits what was asked, and how much of it it says. */
interface Fitting extends ChosenRate {
  readonly says: number;
}

function isBetter(one: Fitting, other: Fitting): boolean {
  return one.says > other.says || (one.says === other.says && one.table === other.table && byMeaning(one.row, other.row) < 0);
} // prettier-ignore

/** The order of a table's rows of which none says more than another. */
function byMeaning(one: RateRow, other: RateRow): number {
  return (
    alikeFirst.indexOf(one.product) - alikeFirst.indexOf(other.product) ||
    one.termMonths - other.termMonths ||
    (one.annualMileage ?? 0) - (other.annualMileage ?? 0) ||
    one.creditTier.localeCompare(other.creditTier, 'en')
  );
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
