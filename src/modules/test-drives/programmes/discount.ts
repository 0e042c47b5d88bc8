import { fractionOf, fromMinor, minorDigits, partOf, shareOf, toMinor } from '../../../models/money.js';
import type { ModelName, ProgrammeRules } from '../../../models/test-drive/programme-rules.js';
import { isAmong } from './same-model.js';

const dayMs = 86_400_000;

/** What a programme gives to who drove and then buys. */
export type DiscountRules = NonNullable<ProgrammeRules['discount']>;

/** Until when the discount of a drive can be used: days of 24 hours from when the car was back. */
export function discountUntil({ validDays }: DiscountRules, returnedAt: Date): Date {
  return new Date(returnedAt.getTime() + validDays * dayMs);
}

/** Whether a discount is for a car: of the models it names, or else of the one that was driven. */
export function isFor({ models }: DiscountRules, driven: ModelName, car: ModelName): boolean {
  return isAmong(models.length > 0 ? models : [driven], car);
}

/**
 * What it takes off a price, never more than the price; null where price and discount are of two currencies.
 * @param price a decimal in its currency
 */
export function takenOff(
  { percent, amount }: DiscountRules,
  currency: string,
  price: { readonly amount: string; readonly currency: string },
): string | null {
  const digits = minorDigits(price.currency);
  const whole = digits === null ? null : toMinor(price.amount, digits);
  if (digits === null || whole === null) return null;
  const share = percent === null ? null : fractionOf(percent);
  if (share) return fromMinor(partOf(whole, shareOf(share)), digits);
  const off = amount === null || currency !== price.currency ? null : toMinor(amount, digits);
  return off === null ? null : fromMinor(off < whole ? off : whole, digits);
}

/** A price less what is taken off it, both decimals of one currency. */
export function priceAfter(price: { readonly amount: string; readonly currency: string }, off: string): string {
  const digits = minorDigits(price.currency) ?? 2;
  return fromMinor((toMinor(price.amount, digits) ?? 0n) - (toMinor(off, digits) ?? 0n), digits);
} // prettier-ignore
