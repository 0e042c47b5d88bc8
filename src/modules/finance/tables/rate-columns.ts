import { knownColumns, refuseMissing, type ColumnsOf } from '../../platform/csv/known-columns.js';

/** What a rate table can say, with the column names that mean it; letters and digits only count. */
const aliases = {
  make: ['make', 'brand', 'manufacturer'],
  model: ['model', 'modelname'],
  trim: ['trim', 'variant', 'derivative'],
  modelYear: ['modelyear', 'year'],
  product: ['product', 'financeproduct'],
  termMonths: ['termmonths', 'term', 'months'],
  annualMileage: ['annualmileage', 'mileage', 'mileageperyear'],
  mileageUnit: ['mileageunit', 'unit'],
  creditTier: ['credittier', 'tier'],
  moneyFactor: ['moneyfactor', 'mf'],
  annualPercent: ['annualpercent', 'rate', 'apr', 'interestrate'],
  residualPercent: ['residualpercent', 'residual', 'balloonpercent', 'rv'],
  acquisitionFee: ['acquisitionfee', 'bankfee', 'arrangementfee'],
  documentationFee: ['documentationfee', 'docfee'],
  registrationFee: ['registrationfee', 'titlefee'],
  securityDeposit: ['securitydeposit'],
} as const;

/** Something a rate table can say. */
export type RateField = keyof typeof aliases;
const needed: readonly RateField[] = ['make', 'model', 'product', 'termMonths'];

/** Which column says what. */
export type RateColumns = ColumnsOf<RateField>;

/**
 * Finds the meaning of a table's columns: those mapped (field to column) first, names we know for the rest.
 * @throws AppError IMPORT_IMPOSSIBLE for unknown fields and columns, and where a column that is needed is missing
 */
export function rateColumns(
  header: readonly string[],
  mapped: Readonly<Record<string, string>>,
): RateColumns {
  const columnOf = knownColumns<RateField>(aliases, header, mapped);
  const missing = needed.filter((field) => columnOf[field] === undefined);
  if (columnOf.moneyFactor === undefined && columnOf.annualPercent === undefined)
    missing.push('annualPercent');
  refuseMissing(missing, header);
  return columnOf;
}
