import type { MileageUnit } from '../mileage.js';
import type { FinanceProduct } from './finance-product.js';

/** One row of a rate table: for which cars, on which terms, at what rate. Kept as JSON with its table; decimals are strings. */
export interface RateRow {
  readonly make: string;
  readonly model: string;
  /** Empty: of any trim. */
  readonly trim: string;
  /** Null: of any year. */
  readonly modelYear: number | null;
  readonly product: Exclude<FinanceProduct, 'CASH'>;
  readonly termMonths: number;
  /** Null: however far it is driven. */
  readonly annualMileage: number | null;
  readonly mileageUnit: MileageUnit;
  /** Empty: for everybody. */
  readonly creditTier: string;
  /** Exactly one of the two is given. */
  readonly moneyFactor: string | null;
  readonly annualPercent: string | null;
  readonly residualPercent: string;
  readonly acquisitionFee: string;
  readonly documentationFee: string;
  readonly registrationFee: string;
  readonly securityDeposit: string;
}
