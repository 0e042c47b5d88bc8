import type { MileageUnit } from '../mileage.js';
import type { FinanceProduct } from './finance-product.js';
import type { Jurisdiction } from './jurisdiction.js';

/** Everything that law may ask to be shown of a quote. */
export const disclosedFields = [
  'price',
  'grossCost',
  'reduction',
  'financed',
  'residual',
  'depreciation',
  'chargeTotal',
  'costOfCredit',
  'amountOfCredit',
  'totalOfBasePayments',
  'termMonths',
  'basePayment',
  'taxOnPayment',
  'payment',
  'lastPayment',
  'totalOfPayments',
  'totalPayableWithTradeIn',
  'amountDueAtSigning',
  'securityDeposit',
  'downPayment',
  'mileage',
  'rate',
] as const;
/** One of them, as texts name it in braces: `{payment}`. */
export type DisclosedField = (typeof disclosedFields)[number];

/** How far the car may be driven a year without paying for it. */
export interface MileageAllowance {
  readonly perYear: number;
  readonly unit: MileageUnit;
}

/** What has to be shown wherever a quote or its payment is shown. */
export interface FinanceDisclosures {
  readonly jurisdiction: Jurisdiction;
  readonly product: FinanceProduct;
  /** The law that asks for it. */
  readonly law: string;
  /** In percent; null for cash. */
  readonly rate: string | null;
  readonly rateLabel: string;
  /** Whether this rate may be called APR: of a lease never. */
  readonly aprLabelAllowed: boolean;
  readonly totalOfPayments: string;
  readonly amountDueAtSigning: string;
  readonly termMonths: number;
  readonly mileageAllowance: MileageAllowance | null;
  readonly residual: string;
  readonly rentCharge: string;
  /** What must be shown, with its value. */
  readonly required: readonly { readonly field: DisclosedField; readonly value: string }[];
  /** All of it in words, the tenant's own after ours. */
  readonly text: string;
}
