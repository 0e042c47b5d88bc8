import { knownColumns, refuseMissing, type ColumnsOf } from '../../platform/csv/known-columns.js';

/** What a valuation table can say, with the column names that mean it; letters and digits only count. */
const aliases = {
  make: ['make', 'brand', 'manufacturer'],
  model: ['model', 'modelname'],
  trim: ['trim', 'variant', 'derivative'],
  yearFrom: ['yearfrom', 'modelyearfrom', 'fromyear'],
  yearTo: ['yearto', 'modelyearto', 'toyear'],
  mileageFrom: ['mileagefrom', 'frommileage'],
  mileageTo: ['mileageto', 'tomileage'],
  mileageUnit: ['mileageunit', 'unit'],
  condition: ['condition', 'grade'],
  low: ['low', 'valuelow', 'from'],
  high: ['high', 'valuehigh', 'to'],
} as const;

/** Something a valuation table can say. */
export type TradeInField = keyof typeof aliases;
const needed: readonly TradeInField[] = ['make', 'model', 'yearFrom', 'yearTo', 'mileageTo', 'mileageUnit', 'condition', 'low', 'high']; // prettier-ignore

/** Which column says what. */
export type TradeInColumns = ColumnsOf<TradeInField>;

/**
 * Finds the meaning of a table's columns: those mapped (field to column) first, names we know for the rest.
 * @throws AppError IMPORT_IMPOSSIBLE for unknown fields and columns, and where a column that is needed is missing
 */
export function tradeInColumns(
  header: readonly string[],
  mapped: Readonly<Record<string, string>>,
): TradeInColumns {
  const columnOf = knownColumns<TradeInField>(aliases, header, mapped);
  const missing = needed.filter((field) => columnOf[field] === undefined);
  refuseMissing(missing, header);
  return columnOf;
}
