import type { FinanceTerms } from '../../../models/finance/finance-terms.js';
import type { Amounts } from './amounts.js';
import { annuityPayment, decimalOf, wholeOf } from './annuity.js';
import { fractionOf, halfUp, partOf, type Fraction } from '../../../models/money.js';

/** One month before tax, in minor units: what is paid is charge and principal, and the balance is what is left. */
export interface Month {
  readonly payment: bigint;
  readonly charge: bigint;
  readonly principal: bigint;
  readonly balance: bigint;
}

/** The yearly rate as that of a month. */
export function monthlyRateOf(annualPercent: string): Fraction {
  const { over, under } = fractionOf(annualPercent) ?? { over: 0n, under: 1n };
  return { over, under: under * 1_200n };
}

/**
 * Every month of a loan, balloon or annuity lease. Each charge is rounded half up, and the last payment takes what that
 * leaves: principals add up to what is financed less the residual, to the last minor unit.
 */
export function monthsOf(terms: FinanceTerms, amounts: Amounts, rate: Fraction): Month[] {
  if (terms.repayment === 'EQUAL_PRINCIPAL') return equalPrincipal(terms.termMonths, amounts, rate);
  const { timing, termMonths } = terms;
  const payment = wholeOf(
    annuityPayment({
      months: termMonths,
      present: String(amounts.financed),
      future: String(amounts.residual),
      monthlyRate: decimalOf(rate.over, rate.under),
      timing,
    }),
  );
  return timing === 'ADVANCE'
    ? paidBefore(termMonths, amounts, rate, payment)
    : paidAfter(termMonths, amounts, rate, payment);
}

function paidAfter(months: number, { financed, residual }: Amounts, rate: Fraction, equal: bigint): Month[] {
  const lines: Month[] = [];
  let balance = financed;
  for (let number = 1; number <= months; number++) {
    const charge = partOf(balance, rate);
    const principal = number === months ? balance - residual : within(equal - charge, balance - residual);
    balance -= principal;
    lines.push({ payment: principal + charge, charge, principal, balance });
  }
  return lines;
}

/** Paid at the beginning of months: what a month charges is on what is left after its payment. */
function paidBefore(months: number, { financed, residual }: Amounts, rate: Fraction, equal: bigint): Month[] {
  const lines: Month[] = [];
  let balance = financed;
  for (let number = 1; number <= months; number++) {
    const isLast = number === months;
    // The last month's charge makes of what is left after the payment just the residual.
    const lastCharge = halfUp(residual * rate.over, rate.under + rate.over);
    const charge = isLast ? lastCharge : partOf(balance - least(equal, balance), rate);
    const principal = isLast ? balance - residual : within(equal - charge, balance - residual);
    balance -= principal;
    lines.push({ payment: principal + charge, charge, principal, balance });
  }
  return lines;
}

function equalPrincipal(months: number, { financed, residual }: Amounts, rate: Fraction): Month[] {
  const equal = halfUp(financed - residual, BigInt(months));
  const lines: Month[] = [];
  let balance = financed;
  for (let number = 1; number <= months; number++) {
    const charge = partOf(balance, rate);
    const principal = number === months ? balance - residual : least(equal, balance - residual);
    balance -= principal;
    lines.push({ payment: principal + charge, charge, principal, balance });
  }
  return lines;
}

/** Of tiny sums, rounding may pay back sooner than in the last month: never more than is owed, nor less than nothing. */
function within(principal: bigint, owed: bigint): bigint {
  return principal < 0n ? 0n : least(principal, owed);
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
