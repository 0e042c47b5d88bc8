import type { FinanceProblem } from '../../../models/finance/finance-problem.js';
import { currencyProblems } from '../sums/amounts.js';
import { termProblems } from '../sums/fit.js';
import type { QuotedCar, QuoteWish } from './quote-request.js';

/** What of a wish can never be, whatever the tables say; where it stands as whoever asked wrote it. */
export function wishProblems(car: QuotedCar, wish: QuoteWish): FinanceProblem[] {
  const problems = [...currencyProblems(car.currency), ...(wish.product === 'CASH' ? [] : termProblems(wish))]; // prettier-ignore
  return problems.map((each) => asAsked(each, car));
}

/** A problem of the terms, at the field of the input that can mend it: residuals and rates are the table's. */
export function asAsked(problem: FinanceProblem, { vehicleId }: Pick<QuotedCar, 'vehicleId'>): FinanceProblem {
  const { path } = problem;
  if (path === 'tax.percent') return { ...problem, path: 'taxPercent' };
  if (path === 'residualPercent') return { ...problem, path: 'downPayment' };
  if (path !== 'price' && path !== 'listPrice' && path !== 'currency') return problem;
  return { ...problem, path: vehicleId === null ? `car.trim.${path}` : 'car.vehicleId' };
} // prettier-ignore
