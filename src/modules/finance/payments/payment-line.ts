import type { FinanceTerms } from '../../../models/finance/finance-terms.js';
import { minorDigits } from '../../../models/money.js';
import { quote } from '../sums/quote.js';

/** Terms of which the car is not known yet. */
export type OpenTerms = Omit<FinanceTerms, 'price' | 'listPrice'>;

/** What may be paid a month, tax included, in major units; both ends belong to it. */
export interface PaymentRange {
  readonly from: number;
  readonly to: number;
}

/** Price and list price in major units. */
type AtPrice = (price: number, listPrice: number) => number;

/** What a monthly payment says of a price. */
interface Lines {
  readonly payment: AtPrice;
  readonly financed: AtPrice;
  readonly residual: AtPrice;
  /** Fees that are cost of the credit, whatever the price. */
  readonly fees: number;
  /** How far rounding may have led these astray. */
  readonly doubt: AtPrice;
}

/**
 * Which prices a monthly payment reaches. Payment, financed sum and residual are straight lines of price and list price but for
 * the rounding to the minor unit: three exact quotes tell the lines, and only where a price comes near an end of the range is
 * its own quote made. So the answer is that of `quote`, cent for cent, and seldom costs one.
 */
export function reachOf(
  terms: OpenTerms,
  range: PaymentRange,
): (price: number, listPrice: number) => boolean {
  const isQuotedWithin = (price: number, listPrice: number): boolean => {
    const payment = paymentOf(terms, price, listPrice);
    return payment !== null && payment >= range.from && payment <= range.to;
  };
  const lines = linesOf(terms);
  if (!lines) return isQuotedWithin;
  // As `fitProblems` has it: of a credit more is financed than the fees that are cost of it.
  const fees = terms.product === 'LEASE' ? 0 : lines.fees;
  const share = terms.maxLoanToValuePercent === null || terms.product === 'LEASE' ? null : Number(terms.maxLoanToValuePercent) / 100; // prettier-ignore
  return (price, listPrice) => {
    const [payment, financed] = [lines.payment(price, listPrice), lines.financed(price, listPrice)];
    // How far it lies on the right side of each end; of the least of these the sign is the answer.
    const room = Math.min(
      payment - range.from,
      range.to - payment,
      financed - fees,
      financed - lines.residual(price, listPrice),
      share === null ? Infinity : price * share - financed,
    );
    const doubt = lines.doubt(price, listPrice);
    return Math.abs(room) > doubt ? room > 0 : isQuotedWithin(price, listPrice);
  };
}

/** What is paid a month, tax included, in major units; null where there is no such quote. */
function paymentOf(terms: OpenTerms, price: number, listPrice: number): number | null {
  const figures = quote(atPrice(terms, price, listPrice));
  return 'problems' in figures ? null : Number(figures.payment);
}

function atPrice(terms: OpenTerms, price: number, listPrice: number): FinanceTerms {
  const digits = minorDigits(terms.currency) ?? 2;
  return { ...terms, price: price.toFixed(digits), listPrice: listPrice.toFixed(digits) };
}

/** Null where the terms cannot be, whatever the car costs. */
function linesOf(terms: OpenTerms): Lines | null {
  const open = { ...terms, maxLoanToValuePercent: null };
  const low = 1_000_000 + 10 * Math.ceil(Number(terms.downPayment) + Number(terms.tradeIn));
  const list = low / 10;
  const [at, dearer, listed] = [quote(atPrice(open, low, 0)), quote(atPrice(open, 2 * low, 0)), quote(atPrice(open, low, list))]; // prettier-ignore
  if ('problems' in at || 'problems' in dearer || 'problems' in listed) return null;
  const line = (name: 'payment' | 'financed' | 'residual'): AtPrice => {
    const [there, perPrice, perList] = [Number(at[name]), (Number(dearer[name]) - Number(at[name])) / low, (Number(listed[name]) - Number(at[name])) / list]; // prettier-ignore
    return (price, listPrice) => there + perPrice * (price - low) + perList * listPrice;
  };
  const minorUnit = 10 ** -(minorDigits(terms.currency) ?? 2);
  return {
    payment: line('payment'),
    financed: line('financed'),
    residual: line('residual'),
    fees: Number(at.costOfCredit) - Number(at.chargeTotal),
    // Each of three quotes is a minor unit off at most; beyond the prices they were made at that grows with the distance.
    doubt: (price, listPrice) => minorUnit * (30 + (5 * price) / low + (3 * listPrice) / list),
  };
}
