import type { FinanceProduct, Repayment } from '../../../models/finance/finance-product.js';
import type { FinanceTerms } from '../../../models/finance/finance-terms.js';
import type { Jurisdiction } from '../../../models/finance/jurisdiction.js';
import type { RateRow } from '../../../models/finance/rate-row.js';
import { listPriceOf, titleOf, type VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';
import { rulesOf } from '../jurisdictions.js';
import type { AskedRate, ChosenRate } from '../tables/choose-rate.js';

/** A car to be paid for, of the stock or as it could be ordered. */
export interface QuotedCar {
  /** Null where it is none of the stock. */
  readonly vehicleId: string | null;
  readonly title: string;
  readonly make: string;
  readonly model: string;
  readonly trim: string;
  readonly modelYear: number;
  readonly price: string;
  readonly listPrice: string;
  readonly currency: string;
}

/** What somebody wants to know of it. */
export interface QuoteWish {
  readonly product: FinanceProduct;
  readonly jurisdiction: Jurisdiction | null;
  readonly termMonths: number;
  readonly annualMileage: number | null;
  readonly creditTier: string | null;
  readonly downPayment: string;
  readonly tradeIn: string;
  readonly repayment: Repayment;
  /** Where the tax depends on where somebody lives; null: as the table has it. */
  readonly taxPercent: string | null;
}

/** A car of the stock, as it is quoted. */
export function carInStock(vehicle: VehicleInStock): QuotedCar {
  const { id, make, model, trim, modelYear, currency, priceText: price } = vehicle;
  return { vehicleId: id, title: titleOf(vehicle), make, model, trim, modelYear, currency, price, listPrice: listPriceOf(vehicle) }; // prettier-ignore
}

/** What a rate is looked for by. */
export function askedRate(car: QuotedCar, wish: QuoteWish): AskedRate {
  const { make, model, trim, modelYear, currency } = car;
  const { product, jurisdiction, annualMileage, creditTier, termMonths } = wish;
  return {
    make,
    model,
    trim,
    modelYear,
    currency,
    product,
    jurisdiction,
    annualMileage,
    creditTier,
    termMonths,
  };
}

/** The terms of a quote: the wish, the row that answers it, and what its jurisdiction says of the rest. */
export function termsFor(car: QuotedCar, wish: QuoteWish, { table, row }: ChosenRate): FinanceTerms {
  const rules = rulesOf(table.jurisdiction);
  const { product, termMonths, downPayment, tradeIn, repayment } = wish;
  const isCash = product === 'CASH';
  const taxOn = table.taxOn ?? rules.tax.on;
  return {
    jurisdiction: table.jurisdiction,
    product,
    currency: table.currency,
    price: car.price,
    listPrice: car.listPrice,
    termMonths: isCash ? 0 : termMonths,
    rate: isCash || row.moneyFactor === null ? { annualPercent: isCash ? '0' : (row.annualPercent ?? '0') } : { moneyFactor: row.moneyFactor }, // prettier-ignore
    residualPercent: isCash ? '0' : row.residualPercent,
    timing: rules.timing[product],
    repayment: product === 'LEASE' ? 'EQUAL_INSTALMENTS' : repayment,
    downPayment,
    tradeIn,
    fees: feesOf(row, table.jurisdiction).filter(({ kind }) => !isCash || kind !== 'ACQUISITION'),
    tax: {
      // Without payments to tax it is due with the price.
      on: isCash && taxOn === 'PAYMENT' ? 'PRICE_UPFRONT' : taxOn,
      percent: wish.taxPercent ?? table.taxPercent ?? rules.tax.percent,
      withinPricePercent: rules.tax.withinPricePercent,
    },
    securityDeposit: isCash ? '0' : row.securityDeposit,
    maxLoanToValuePercent: table.maxLoanToValuePercent ?? rules.maxLoanToValuePercent,
  };
}

function feesOf(row: RateRow, jurisdiction: Jurisdiction): FinanceTerms['fees'] {
  const { fees } = rulesOf(jurisdiction);
  return [
    { kind: 'ACQUISITION', amount: row.acquisitionFee, ...fees.ACQUISITION },
    { kind: 'DOCUMENTATION', amount: row.documentationFee, ...fees.DOCUMENTATION },
    { kind: 'REGISTRATION', amount: row.registrationFee, ...fees.REGISTRATION },
  ];
}
