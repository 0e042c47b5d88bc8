import type { FinanceProduct, Timing } from '../../models/finance/finance-product.js';
import type { FeeKind, Tax } from '../../models/finance/finance-terms.js';
import type { Jurisdiction } from '../../models/finance/jurisdiction.js';

/** Twelve times a month's rate, or a month's compounded over the year. */
export type RateBasis = 'NOMINAL' | 'COMPOUND';

/** How the cost of the money is named and counted. */
export interface RateRules {
  readonly label: string;
  /** Whether the rate may be called APR: of a lease nowhere. */
  readonly aprLabelAllowed: boolean;
  readonly basis: RateBasis;
  readonly decimals: number;
}

/** How a fee of a kind is borne where a table does not say otherwise. */
export interface FeeRules {
  readonly isCapitalised: boolean;
  readonly isCostOfCredit: boolean;
}

/** What differs between jurisdictions, as data. */
export interface JurisdictionRules {
  readonly name: string;
  /** The tax where a table does not say otherwise; its percent is the table's to say where places differ. */
  readonly tax: Tax & { readonly name: string };
  readonly fees: Readonly<Record<FeeKind, FeeRules>>;
  readonly lease: RateRules;
  readonly credit: RateRules;
  readonly timing: Readonly<Record<FinanceProduct, Timing>>;
  /** Most that may be financed, in percent of the price, unless a table says less. */
  readonly maxLoanToValuePercent: string | null;
  /** Which fees that are cost of the credit are taken off what is financed to tell its amount: also those paid at signing, or only those financed. */
  readonly feesOffCredit: 'ALL' | 'CAPITALISED';
}

const financed: FeeRules = { isCapitalised: true, isCostOfCredit: true };
const atSigning: FeeRules = { isCapitalised: false, isCostOfCredit: false };
const costAtSigning: FeeRules = { isCapitalised: false, isCostOfCredit: true };
const leasesFirst = { LEASE: 'ADVANCE', LOAN: 'ARREARS', BALLOON: 'ARREARS', CASH: 'ARREARS' } as const;

const rules: Readonly<Record<Jurisdiction, JurisdictionRules>> = {
  US: {
    name: 'United States',
    tax: { name: 'sales tax', on: 'PAYMENT', percent: '0', withinPricePercent: '0' },
    fees: { ACQUISITION: financed, DOCUMENTATION: atSigning, REGISTRATION: atSigning },
    lease: { label: 'Lease rate', aprLabelAllowed: false, basis: 'NOMINAL', decimals: 2 },
    credit: { label: 'APR', aprLabelAllowed: true, basis: 'NOMINAL', decimals: 2 },
    timing: leasesFirst,
    maxLoanToValuePercent: null,
    // A prepaid finance charge, 12 CFR 1026.18 (b) (3).
    feesOffCredit: 'ALL',
  },
  EU: {
    name: 'European Union',
    tax: { name: 'VAT', on: 'INCLUDED', percent: '0', withinPricePercent: '0' },
    fees: { ACQUISITION: costAtSigning, DOCUMENTATION: costAtSigning, REGISTRATION: atSigning },
    lease: { label: 'Implicit rate of the lease', aprLabelAllowed: false, basis: 'COMPOUND', decimals: 2 },
    credit: { label: 'APRC', aprLabelAllowed: true, basis: 'COMPOUND', decimals: 2 },
    timing: leasesFirst,
    maxLoanToValuePercent: null,
    feesOffCredit: 'CAPITALISED',
  },
  UK: {
    name: 'United Kingdom',
    tax: { name: 'VAT', on: 'INCLUDED', percent: '0', withinPricePercent: '0' },
    fees: { ACQUISITION: costAtSigning, DOCUMENTATION: costAtSigning, REGISTRATION: atSigning },
    lease: { label: 'Implicit rate of the hire', aprLabelAllowed: false, basis: 'COMPOUND', decimals: 1 },
    credit: { label: 'Representative APR', aprLabelAllowed: true, basis: 'COMPOUND', decimals: 1 },
    timing: leasesFirst,
    maxLoanToValuePercent: null,
    feesOffCredit: 'CAPITALISED',
  },
  CN: {
    name: 'China',
    // 车辆购置税: on the price without its 13 % VAT.
    tax: { name: '车辆购置税', on: 'PRICE_UPFRONT', percent: '10', withinPricePercent: '13' },
    fees: { ACQUISITION: costAtSigning, DOCUMENTATION: costAtSigning, REGISTRATION: atSigning },
    lease: { label: '租赁年化利率', aprLabelAllowed: false, basis: 'COMPOUND', decimals: 2 },
    credit: { label: '年化利率', aprLabelAllowed: true, basis: 'COMPOUND', decimals: 2 },
    timing: leasesFirst,
    maxLoanToValuePercent: '100',
    feesOffCredit: 'CAPITALISED',
  },
};

/** What holds under a jurisdiction. */
export function rulesOf(jurisdiction: Jurisdiction): JurisdictionRules {
  return rules[jurisdiction];
}

/** Cash has no rate, so nothing to be called anything. */
const noRate: RateRules = { label: '', aprLabelAllowed: false, basis: 'NOMINAL', decimals: 2 };

/** How the rate of a product is named and counted there: a lease's is no credit's. */
export function rateRulesOf(jurisdiction: Jurisdiction, product: FinanceProduct): RateRules {
  const { lease, credit } = rules[jurisdiction];
  if (product === 'CASH') return noRate;
  return product === 'LEASE' ? lease : credit;
}
