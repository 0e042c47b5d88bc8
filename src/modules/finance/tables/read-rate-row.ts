import { financeProducts } from '../../../models/finance/finance-product.js';
import { mileageUnitOf } from '../../../models/mileage.js';
import type { RateRow } from '../../../models/finance/rate-row.js';
import { classOf, type RowRemark } from '../../platform/csv/row-remark.js';
import { fractionOf, toMinor } from '../../../models/money.js';
import type { RowOutcome } from '../../platform/csv/whole-table.js';
import type { RateColumns, RateField } from './rate-columns.js';

/** Reads one row of a rate table. */
export function readRateRow(
  cells: Readonly<Record<string, string>>,
  columns: RateColumns,
  digits: number,
): RowOutcome<RateRow> {
  const rejects: RowRemark[] = [];
  const cell = (field: RateField) => (cells[columns[field] ?? ''] ?? '').trim();
  const reject = (field: RateField, reason: string, remedy: string) =>
    void rejects.push({ column: columns[field] ?? field, valueClass: classOf(cell(field)), reason, remedy });
  const tools = { cell, reject };
  const product = (['LEASE', 'LOAN', 'BALLOON'] as const).find(
    (each) => each === cell('product').toUpperCase(),
  );
  if (!product) reject('product', 'is no product with a rate', `write one of ${financeProducts.slice(0, 3).join(', ')}`); // prettier-ignore
  for (const field of ['make', 'model'] as const)
    if (cell(field) === '') reject(field, 'is empty', 'fill it in');
  const row = {
    make: cell('make'),
    model: cell('model'),
    trim: cell('trim'),
    modelYear: whole(tools, 'modelYear', 1_900, 2_200),
    product: product ?? 'LOAN',
    termMonths: whole(tools, 'termMonths', 1, 240) ?? 0,
    annualMileage: whole(tools, 'annualMileage', 1, 1_000_000),
    mileageUnit: unitOf(tools),
    creditTier: cell('creditTier').toUpperCase(),
    ...rateOf(tools, product === 'LEASE'),
    residualPercent: percent(tools, 'residualPercent') ?? '0',
    acquisitionFee: amount(tools, 'acquisitionFee', digits),
    documentationFee: amount(tools, 'documentationFee', digits),
    registrationFee: amount(tools, 'registrationFee', digits),
    securityDeposit: amount(tools, 'securityDeposit', digits),
  };
  if (cell('termMonths') === '') reject('termMonths', 'is empty', 'write whole months, such as 36');
  if ((product === 'LEASE' || product === 'BALLOON') && cell('residualPercent') === '')
    reject('residualPercent', 'is empty', 'say what is left at the end, in percent of the list price');
  return rejects.length > 0 ? { rejects } : { row };
}

interface Tools {
  readonly cell: (field: RateField) => string;
  readonly reject: (field: RateField, reason: string, remedy: string) => void;
}

function whole({ cell, reject }: Tools, field: RateField, least: number, most: number): number | null {
  const text = cell(field);
  if (text === '') return null;
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  reject(field, `is no whole number from ${least} to ${most}`, 'correct it, without marks between digits');
  return null;
}

function unitOf({ cell, reject }: Tools): RateRow['mileageUnit'] {
  const unit = mileageUnitOf(cell('mileageUnit') || 'KM');
  if (!unit) reject('mileageUnit', 'is no unit', 'write KM or MI');
  return unit ?? 'KM';
}

function rateOf({ cell, reject }: Tools, isLease: boolean): Pick<RateRow, 'moneyFactor' | 'annualPercent'> {
  const [factor, annual] = [cell('moneyFactor'), cell('annualPercent').replace(/\s*%$/, '')];
  if ((factor === '') === (annual === '')) {
    reject('annualPercent', 'and the money factor: exactly one is needed', 'fill in one of the two');
    return { moneyFactor: null, annualPercent: null };
  }
  const [field, text, most] = factor === '' ? (['annualPercent', annual, 100] as const) : (['moneyFactor', factor, 0.0417] as const); // prettier-ignore
  if (!fractionOf(text) || Number(text) > most) reject(field, `is no rate from 0 to ${most}`, field === 'moneyFactor' ? 'write it like 0.00245' : 'write percent a year, like 5.9'); // prettier-ignore
  if (factor !== '' && !isLease) reject('moneyFactor', 'is for leases only', 'give a yearly rate in percent');
  return factor === ''
    ? { moneyFactor: null, annualPercent: text }
    : { moneyFactor: text, annualPercent: null };
}

function percent({ cell, reject }: Tools, field: RateField): string | null {
  const text = cell(field).replace(/\s*%$/, '');
  if (text === '') return null;
  if (fractionOf(text) && Number(text) <= 100) return text;
  reject(field, 'is no percentage from 0 to 100', 'write digits, like 58.5');
  return null;
}

function amount({ cell, reject }: Tools, field: RateField, digits: number): string {
  const text = cell(field);
  if (text === '' || toMinor(text, digits) !== null) return text === '' ? '0' : text;
  reject(field, 'is no amount', `write digits with at most ${digits} decimals, without signs`);
  return '0';
}
