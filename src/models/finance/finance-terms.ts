import type { FinanceProduct, Repayment, Timing } from './finance-product.js';
import type { Jurisdiction } from './jurisdiction.js';

/** What using the money costs: a money factor a month, as US leases say it, or a yearly nominal rate in percent. */
export type FinanceRate = { readonly moneyFactor: string } | { readonly annualPercent: string };

/** Where a tax is laid: on each payment, on the price and paid at signing, on the price and financed, or in it already. */
export const taxBases = ['PAYMENT', 'PRICE_UPFRONT', 'PRICE_CAPITALISED', 'INCLUDED'] as const;
export type TaxBase = (typeof taxBases)[number];

/** The kinds of fees a table can name. */
export const feeKinds = ['ACQUISITION', 'DOCUMENTATION', 'REGISTRATION'] as const;
/** For making the contract, for its papers, for plates and register. */
export type FeeKind = (typeof feeKinds)[number];

/** One fee, and how it is borne. */
export interface Fee {
  readonly kind: FeeKind;
  /** Decimal, in major units. */
  readonly amount: string;
  /** Financed with the car; otherwise paid at signing. */
  readonly isCapitalised: boolean;
  /** Counts as cost of the credit, so it raises the effective rate. */
  readonly isCostOfCredit: boolean;
}

/** The tax on a car or on its payments. */
export interface Tax {
  readonly on: TaxBase;
  readonly percent: string;
  /** Another tax that stands in the price and is not itself taxed, in percent: China's VAT under its purchase tax. */
  readonly withinPricePercent: string;
}

/** All that a quote is worked out from. Amounts and rates are decimals in strings: no cent is lost on the way. */
export interface FinanceTerms {
  readonly jurisdiction: Jurisdiction;
  readonly product: FinanceProduct;
  /** ISO 4217. */
  readonly currency: string;
  /** What the car is sold for. */
  readonly price: string;
  /** Its list price, of which a residual is a percentage. */
  readonly listPrice: string;
  readonly termMonths: number;
  readonly rate: FinanceRate;
  /** Of the list price, due or left at the end: residual of a lease, balloon of a loan. */
  readonly residualPercent: string;
  readonly timing: Timing;
  readonly repayment: Repayment;
  /** Paid at signing to lower what is financed. */
  readonly downPayment: string;
  /** What the dealer allows for the car taken in, net of what is owed on it. */
  readonly tradeIn: string;
  readonly fees: readonly Fee[];
  readonly tax: Tax;
  /** Given back at the end. */
  readonly securityDeposit: string;
  /** Most that may be financed, in percent of the price; null without a bound. */
  readonly maxLoanToValuePercent: string | null;
}
