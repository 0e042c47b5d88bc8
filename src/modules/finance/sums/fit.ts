import type { FinanceProblem } from '../../../models/finance/finance-problem.js';
import type { FinanceTerms } from '../../../models/finance/finance-terms.js';
import type { Amounts } from './amounts.js';
import { fractionOf, shareOf } from '../../../models/money.js';
import { problem } from './problem.js';

/** Longest term; a car is paid for sooner. */
const mostMonths = 240;
/** Highest yearly rate in percent, and the money factor that is about as much. */
const mostPercent = 100n;
const factorsPerPercent = 2_400n;

/** Why terms whose every amount is one cannot be financed all the same. */
export function fitProblems(terms: FinanceTerms, amounts: Amounts): FinanceProblem[] {
  if (terms.product === 'CASH') return cashProblems(amounts);
  return [...termProblems(terms), ...rateProblems(terms), ...costProblems(terms, amounts)];
}

function cashProblems({ gross, downPayment, tradeIn }: Amounts): FinanceProblem[] {
  if (downPayment + tradeIn <= gross) return [];
  return [problem('NOTHING_FINANCED', 'tradeIn', 'Down payment and trade-in are more than the car costs.', 'Lower one of them.')]; // prettier-ignore
}

/** Why a term is none that a car is paid in. */
export function termProblems({ termMonths }: Pick<FinanceTerms, 'termMonths'>): FinanceProblem[] {
  if (Number.isInteger(termMonths) && termMonths >= 1 && termMonths <= mostMonths) return [];
  return [problem('TERM_OUT_OF_RANGE', 'termMonths', `A term of ${termMonths} months cannot be.`, `Give whole months from 1 to ${mostMonths}.`)]; // prettier-ignore
}

function rateProblems({ product, rate }: FinanceTerms): FinanceProblem[] {
  const isFactor = 'moneyFactor' in rate;
  const [path, text] = isFactor ? ['rate.moneyFactor', rate.moneyFactor] : ['rate.annualPercent', rate.annualPercent]; // prettier-ignore
  const fraction = fractionOf(text);
  if (!fraction || fraction.over * (isFactor ? factorsPerPercent : 1n) > mostPercent * fraction.under)
    return [problem('RATE_OUT_OF_RANGE', path, 'It is no rate from nothing to 100 % a year.', 'A money factor looks like 0.00245, a yearly rate like 5.9.')]; // prettier-ignore
  if (isFactor && product !== 'LEASE')
    return [problem('RATE_OUT_OF_RANGE', path, 'A money factor is for leases only.', 'Give a yearly rate in percent.')]; // prettier-ignore
  return [];
}

function costProblems(terms: FinanceTerms, amounts: Amounts): FinanceProblem[] {
  const { financed, residual, feesOfCredit } = amounts;
  // What a lease lends is no credit: a fee may be more than is used up of the car.
  if (financed <= (terms.product === 'LEASE' ? 0n : feesOfCredit))
    return [problem('NOTHING_FINANCED', 'downPayment', 'Down payment, trade-in and fees leave nothing to finance.', 'Lower one of them, or ask for CASH.')]; // prettier-ignore
  if (residual > financed && terms.product === 'LEASE')
    return [problem('RESIDUAL_OVER_COST', 'residualPercent', 'The residual is more than the adjusted capitalised cost, so nothing would be used up.', 'Lower the residual or the down payment.')]; // prettier-ignore
  if (residual > financed)
    return [problem('NEGATIVE_AMORTISATION', 'residualPercent', 'The balloon is more than what is financed, so the debt would grow.', 'Lower the balloon or the down payment.')]; // prettier-ignore
  return valueProblems(terms, amounts);
}

function valueProblems({ maxLoanToValuePercent, product }: FinanceTerms, { financed, price }: Amounts): FinanceProblem[] {
  if (maxLoanToValuePercent === null || product === 'LEASE') return [];
  const most = fractionOf(maxLoanToValuePercent);
  if (!most) return [problem('RATE_OUT_OF_RANGE', 'maxLoanToValuePercent', 'It is no percentage.', 'Write digits, such as 80.')]; // prettier-ignore
  const share = shareOf(most);
  if (financed * share.under <= price * share.over) return [];
  return [problem('LOAN_OVER_VALUE', 'downPayment', `More than ${maxLoanToValuePercent} % of the price would be financed.`, 'Raise the down payment.')]; // prettier-ignore
} // prettier-ignore
