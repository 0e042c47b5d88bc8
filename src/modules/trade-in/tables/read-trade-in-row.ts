import { mileageUnitOf } from '../../../models/mileage.js';
import { fromMinor, toMinor } from '../../../models/money.js';
import { tradeInConditions } from '../../../models/trade-in/trade-in.js';
import type { TradeInRow } from '../../../models/trade-in/trade-in-row.js';
import { canonicalMake } from '../../../models/vehicle/make-names.js';
import { classOf, type RowRemark } from '../../platform/csv/row-remark.js';
import type { RowOutcome } from '../../platform/csv/whole-table.js';
import { longestName, mostMileage } from '../valuation/trade-in-problems.js';
import type { TradeInColumns, TradeInField } from './trade-in-columns.js';

/** Reads one row of a valuation table. `digits`: how many decimals its currency has. */
export function readTradeInRow(
  cells: Readonly<Record<string, string>>,
  columns: TradeInColumns,
  digits: number,
): RowOutcome<TradeInRow> {
  const rejects: RowRemark[] = [];
  const cell = (field: TradeInField) => (cells[columns[field] ?? ''] ?? '').trim();
  const reject = (field: TradeInField, reason: string, remedy: string) =>
    void rejects.push({ column: columns[field] ?? field, valueClass: classOf(cell(field)), reason, remedy });
  const tools = { cell, reject };
  const unit = mileageUnitOf(cell('mileageUnit'));
  if (!unit) reject('mileageUnit', 'is no unit', 'write KM or MI');
  const condition = tradeInConditions.find((each) => each === cell('condition').toUpperCase());
  if (!condition) reject('condition', 'is no condition', `write one of ${tradeInConditions.join(', ')}`);
  for (const field of ['make', 'model', 'trim'] as const) {
    if (cell(field) === '' && field !== 'trim') reject(field, 'is empty', 'fill it in');
    if (cell(field).length > longestName) reject(field, `is longer than ${longestName} letters`, 'shorten it');
  }
  const years = span(tools, ['yearFrom', 'yearTo'], { least: 1_900, most: 2_200 });
  const mileages = span(tools, ['mileageFrom', 'mileageTo'], { least: 0, most: mostMileage, whenEmpty: 0 });
  const [low, high] = [amount(tools, 'low', digits), amount(tools, 'high', digits)];
  if (low !== null && high !== null && low > high) reject('high', 'is below the low end', 'exchange the two');
  if (rejects.length > 0 || !unit || !condition || !years || !mileages || low === null || high === null)
    return { rejects };
  const car = { make: canonicalMake(cell('make')), model: cell('model'), trim: cell('trim'), condition };
  const [yearFrom, yearTo, mileageFrom, mileageTo] = [...years, ...mileages];
  const worth = { low: fromMinor(low, digits), high: fromMinor(high, digits) };
  return { row: { ...car, yearFrom, yearTo, mileageFrom, mileageTo, mileageUnit: unit, ...worth } };
} // prettier-ignore

interface Tools {
  readonly cell: (field: TradeInField) => string;
  readonly reject: (field: TradeInField, reason: string, remedy: string) => void;
}

/** Both ends, the lower first; null where they are refused. */
function span(
  tools: Tools,
  [fromField, toField]: readonly [TradeInField, TradeInField],
  bounds: { readonly least: number; readonly most: number; readonly whenEmpty?: number },
): [number, number] | null {
  const isOpen = bounds.whenEmpty !== undefined && tools.cell(fromField) === '';
  const from = isOpen ? (bounds.whenEmpty ?? null) : whole(tools, fromField, bounds);
  const to = whole(tools, toField, bounds);
  if (from === null || to === null) return null;
  if (from <= to) return [from, to];
  tools.reject(toField, 'is below the lower end', 'exchange the two');
  return null;
}

function whole(
  { cell, reject }: Tools,
  field: TradeInField,
  { least, most }: { readonly least: number; readonly most: number },
): number | null {
  const text = cell(field);
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  reject(field, `is no whole number from ${least} to ${most}`, 'correct it, without marks between digits');
  return null;
}

function amount({ cell, reject }: Tools, field: TradeInField, digits: number): bigint | null {
  const minor = toMinor(cell(field), digits);
  if (minor === null) reject(field, 'is no amount', `write digits with at most ${digits} decimals, without signs`); // prettier-ignore
  return minor;
}
