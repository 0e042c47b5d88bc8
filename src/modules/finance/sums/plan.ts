import type { FinanceTerms } from '../../../models/finance/finance-terms.js';
import type { Amounts } from './amounts.js';
import { factorLease, factorMonths } from './factor-lease.js';
import { fractionOf, halfUp } from '../../../models/money.js';
import { monthlyRateOf, monthsOf, type Month } from './months.js';

/** How a car is paid for month by month, in minor units and before tax. */
export interface Plan {
  readonly first: Month;
  readonly last: Month;
  /** Shown for themselves, each rounded once. */
  readonly depreciation: bigint;
  readonly rent: bigint;
  readonly chargeTotal: bigint;
  /** The months one by one; of a lease by money factor they need not be made to know the sums. */
  readonly months: () => readonly Month[];
}

/** The plan of terms that fit. Cash has none. */
export function planOf(terms: FinanceTerms, amounts: Amounts): Plan | null {
  const { product, rate, termMonths } = terms;
  if (product === 'CASH') return null;
  if ('moneyFactor' in rate) {
    const factor = fractionOf(rate.moneyFactor) ?? { over: 0n, under: 1n };
    const lease = factorLease(termMonths, amounts, factor);
    const { usual, last, depreciation, rent, rentTotal } = lease;
    const months = () => factorMonths(termMonths, amounts.financed, lease);
    return { first: usual, last, depreciation, rent, chargeTotal: rentTotal, months };
  }
  const months = monthsOf(terms, amounts, monthlyRateOf(rate.annualPercent));
  const nothing = { payment: 0n, charge: 0n, principal: 0n, balance: amounts.financed };
  const [first = nothing] = months;
  const last = months.at(-1) ?? nothing;
  const chargeTotal = months.reduce((total, { charge }) => total + charge, 0n);
  const shown =
    product === 'LEASE'
      ? shownOf(first.payment, halfUp(amounts.financed - amounts.residual, BigInt(termMonths)))
      : { depreciation: first.principal, rent: first.charge };
  return { first, last, ...shown, chargeTotal, months: () => months };
}

/** A lease is told in equal parts, whatever its first month's are. */
function shownOf(payment: bigint, depreciation: bigint): { depreciation: bigint; rent: bigint } {
  return { depreciation, rent: payment < depreciation ? 0n : payment - depreciation };
}
