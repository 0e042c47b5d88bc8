import type { FinanceDisclosures } from '../../../models/finance/finance-disclosures.js';
import type { FinanceFigures } from '../../../models/finance/finance-figures.js';
import type { FinanceTerms } from '../../../models/finance/finance-terms.js';
import { disclose } from '../disclosures/disclose.js';
import { quote, type NoQuote } from '../sums/quote.js';
import type { ChosenRate } from '../tables/choose-rate.js';
import { termsFor, type QuotedCar, type QuoteWish } from './quote-request.js';

/** What a car costs on terms, and what has to be shown with it. */
export interface MadeQuote {
  readonly terms: FinanceTerms;
  readonly figures: FinanceFigures;
  readonly disclosures: FinanceDisclosures;
}

/** A quote out of the row that was chosen for it, or everything that is wrong with its terms. */
export function quoteOf(car: QuotedCar, wish: QuoteWish, chosen: ChosenRate): MadeQuote | NoQuote {
  const terms = termsFor(car, wish, chosen);
  const figures = quote(terms);
  if ('problems' in figures) return figures;
  const mileageAllowance = mileageOf(chosen, wish);
  const disclosures = disclose(terms, figures, { mileageAllowance, ownText: chosen.table.disclosureText });
  return { terms, figures, disclosures };
}

function mileageOf({ row }: ChosenRate, { product, annualMileage }: QuoteWish) {
  const perYear = row.annualMileage ?? annualMileage;
  const isBound = product === 'LEASE' || product === 'BALLOON';
  return isBound && perYear !== null ? { perYear, unit: row.mileageUnit } : null;
}
