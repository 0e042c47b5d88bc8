import { Decimal } from 'decimal.js';
import type { Timing } from '../../../models/finance/finance-product.js';

/** Digits far beyond any amount, so that rounding happens where we say, and once. */
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/** An annuity: what is lent now, what is left of it at the end, and the rate of one month. */
export interface Annuity {
  readonly months: number;
  readonly present: Decimal.Value;
  readonly future: Decimal.Value;
  readonly monthlyRate: Decimal.Value;
  readonly timing: Timing;
}

/** What has to be paid each month, unrounded. */
export function annuityPayment({ months, present, future, monthlyRate, timing }: Annuity): Decimal {
  const rate = new Exact(monthlyRate);
  const lent = new Exact(present);
  if (rate.isZero()) return lent.minus(future).div(months);
  const growth = rate.plus(1).pow(months);
  const payment = lent.times(growth).minus(future).times(rate).div(growth.minus(1));
  return timing === 'ADVANCE' ? payment.div(rate.plus(1)) : payment;
}

/** What a first amount and equal payments grow to. */
export function futureValue(monthlyRate: Decimal.Value, months: number, payment: Decimal.Value, present: Decimal.Value): Decimal {
  const rate = new Exact(monthlyRate);
  const growth = rate.plus(1).pow(months);
  const paid = rate.isZero() ? new Exact(payment).times(months) : new Exact(payment).times(growth.minus(1)).div(rate);
  return new Exact(present).times(growth).plus(paid);
} // prettier-ignore

/** A quotient of whole numbers as a decimal. */
export function decimalOf(over: bigint, under: bigint): Decimal {
  return new Exact(over.toString()).div(under.toString());
}

/** Half up to a whole number. */
export function wholeOf(decimal: Decimal): bigint {
  return BigInt(decimal.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed(0));
}
