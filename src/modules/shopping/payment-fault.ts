import { AppError } from '../platform/app-error.js';
import type { PaymentRange, QuoteWish } from '../finance/payments/monthly-payments.service.js';

/** How a car is to be paid for month by month, and what that may come to. */
export interface PaymentWish {
  readonly wish: QuoteWish;
  readonly range: PaymentRange;
}

/** Why no car can be found by such a payment; null where some could. @param offered terms in months that tables have rates for */
export function paymentFault({ wish, range }: PaymentWish, offered: readonly number[]): AppError | null {
  const { product, termMonths, jurisdiction } = wish;
  const table = jurisdiction === null ? 'finance table' : `finance table of ${jurisdiction}`;
  if (product === 'CASH')
    return invalidVehicleFilter('monthlyPayment: CASH is not paid by the month; give priceTo, or LEASE, LOAN or BALLOON.'); // prettier-ignore
  if (!(range.to > 0 && range.from >= 0 && range.from <= range.to))
    return invalidVehicleFilter('monthlyPayment: give `to` above 0, and `from` between 0 and it.');
  if ([wish.downPayment, wish.tradeIn].some((amount) => !(Number(amount) >= 0)))
    return invalidVehicleFilter('monthlyPayment: downPayment and tradeIn are amounts from 0 up.');
  if (!offered.includes(termMonths))
    return invalidVehicleFilter(
      offered.length === 0
        ? `monthlyPayment: no ${table} has rates for a ${product}; publish one with importFinanceTable${jurisdiction === null ? '' : ', or ask for another jurisdiction or none'}.`
        : `monthlyPayment: no ${table} has rates for a ${product} of ${termMonths} months; there are rates for ${offered.join(', ')}.`,
    );
  return null;
}

/** Why no car was found, where none of those looked at is priced in a currency of any table; null where one is. */
export function untabledFault({ wish: { jurisdiction } }: PaymentWish, currencies: readonly string[]): AppError | null {
  if (currencies.length === 0) return null;
  const table = jurisdiction === null ? 'finance table' : `finance table of ${jurisdiction}`;
  return invalidVehicleFilter(`monthlyPayment: the cars are priced in ${currencies.join(', ')}, and no ${table} is; publish one with importFinanceTable${jurisdiction === null ? '' : ', or ask for another jurisdiction or none'}.`);
} // prettier-ignore

function invalidVehicleFilter(why: string): AppError {
  return new AppError('INVALID_VEHICLE_FILTER', 'invalid', why);
}
