import { bareColumn, columnNamed } from '../../platform/csv/column-names.js';
import { importImpossible } from '../../platform/csv/import-impossible.js';
import { shown } from '../../platform/shown.js';

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
const fields = Object.keys(aliases).filter(isField);
const needed: readonly RateField[] = ['make', 'model', 'product', 'termMonths'];

/** Which column says what. */
export type RateColumns = Readonly<Partial<Record<RateField, string>>>;

/**
 * Finds the meaning of a table's columns: those mapped (field to column) first, names we know for the rest.
 * @throws AppError IMPORT_IMPOSSIBLE for unknown fields and columns, and where a column that is needed is missing
 */
export function rateColumns(
  header: readonly string[],
  mapped: Readonly<Record<string, string>>,
): RateColumns {
  const columns = shown(header.map((name) => shown(name, 40)).join(', '), 500);
  const columnOf: Partial<Record<RateField, string>> = {};
  for (const [name, wanted] of Object.entries(mapped)) {
    if (!isField(name)) throw importImpossible(`There is no field ${shown(name)}; the fields are ${fields.join(', ')}.`); // prettier-ignore
    const column = columnNamed(header, wanted);
    if (column === undefined) throw importImpossible(`There is no column ${shown(wanted)}; the columns are ${columns}.`); // prettier-ignore
    columnOf[name] = column;
  }
  for (const field of fields) {
    const names: readonly string[] = aliases[field];
    columnOf[field] ??= header.find((each) => names.includes(bareColumn(each)));
  }
  const missing = needed.filter((field) => columnOf[field] === undefined);
  if (columnOf.moneyFactor === undefined && columnOf.annualPercent === undefined)
    missing.push('annualPercent');
  if (missing.length > 0) throw importImpossible(`No column says ${missing.join(', ')}; the columns are ${columns}.`); // prettier-ignore
  return columnOf;
}

function isField(name: string): name is RateField {
  return Object.hasOwn(aliases, name);
}
