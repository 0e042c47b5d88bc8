import type { FinanceFigures, ScheduleLine } from '../../../models/finance/finance-figures.js';
import type { FinanceProblem } from '../../../models/finance/finance-problem.js';
import type { FinanceTerms } from '../../../models/finance/finance-terms.js';
import { rateRulesOf, type RateBasis } from '../jurisdictions.js';
import { amountsOf, type Amounts } from './amounts.js';
import { compoundPercent, internalRate, nominalPercent } from './effective-rate.js';
import { fitProblems } from './fit.js';
import { fromMinor, partOf } from '../../../models/money.js';
import { planOf, type Plan } from './plan.js';

/** Terms that have no quote, and all the reasons. */
export interface NoQuote {
  readonly problems: readonly FinanceProblem[];
}

/** What the terms come to, or everything that is wrong with them. */
export function quote(terms: FinanceTerms): FinanceFigures | NoQuote {
  const read = readTerms(terms);
  if ('problems' in read) return read;
  const { amounts, plan } = read;
  return written(amounts, plan, sumsOf(terms, amounts, plan), plan && rateOf(terms, amounts, plan));
}

/**
 * Every month of it and the balloon after them, or everything that is wrong with the terms: payments add up to `totalOfPayments`. Cash
 * has no months.
 */
export function schedule(terms: FinanceTerms): readonly ScheduleLine[] | NoQuote {
  const read = readTerms(terms);
  if ('problems' in read) return read;
  const { amounts, plan } = read;
  const write = (amount: bigint) => fromMinor(amount, amounts.digits);
  const isAdvance = paysInAdvance(terms);
  const months = (plan?.months() ?? []).map(({ payment, charge, principal, balance }, at) => {
    const tax = taxOn(payment, amounts);
    return {
      number: at + 1,
      dueAfterMonths: isAdvance ? at : at + 1,
      payment: write(payment + tax),
      tax: write(tax),
      charge: write(charge),
      principal: write(principal),
      balance: write(balance),
      isBalloon: false,
    };
  });
  return terms.product === 'BALLOON' && amounts.residual > 0n
    ? [...months, balloonOf(terms, amounts)]
    : months;
}

/** What is left after the last month, paid at its end; it is paid back, and neither charged nor taxed. */
function balloonOf({ termMonths }: FinanceTerms, { residual, digits }: Amounts): ScheduleLine {
  const [payment, nothing] = [fromMinor(residual, digits), fromMinor(0n, digits)];
  const paid = { payment, tax: nothing, charge: nothing, principal: payment, balance: nothing };
  return { number: termMonths + 1, dueAfterMonths: termMonths, ...paid, isBalloon: true };
}

function readTerms(terms: FinanceTerms): { amounts: Amounts; plan: Plan | null } | NoQuote {
  const amounts = amountsOf(terms);
  if (!('gross' in amounts)) return { problems: amounts };
  const problems = fitProblems(terms, amounts);
  return problems.length > 0 ? { problems } : { amounts, plan: planOf(terms, amounts) };
}

/** What is paid, in minor units. */
function sumsOf(terms: FinanceTerms, amounts: Amounts, plan: Plan | null) {
  const { feesAtSigning, taxAtSigning, securityDeposit, downPayment, financed, residual } = amounts;
  const [base, lastBase] = [plan?.first.payment ?? 0n, plan?.last.payment ?? 0n];
  const tax = taxOn(base, amounts);
  const payment = base + tax;
  const used = plan ? financed - residual : 0n;
  const baseTotal = plan ? used + plan.chargeTotal : 0n;
  const total = baseTotal + taxTotal(terms, amounts, plan) + (terms.product === 'BALLOON' ? residual : 0n);
  // Cash is paid at signing, whatever else is.
  const atOnce = plan === null ? financed : 0n;
  const signing = downPayment + feesAtSigning + taxAtSigning + atOnce;
  const due = signing + securityDeposit + (paysInAdvance(terms) ? payment : 0n);
  const last = lastBase + taxOn(lastBase, amounts);
  return { base, tax, payment, last, used, baseTotal, total, due, payable: total + signing };
}

/** Spelt out: a quote is made often, and objects put together from others cost more than all sums. */
function written(amounts: Amounts, plan: Plan | null, sums: ReturnType<typeof sumsOf>, ratePercent: string | null): FinanceFigures {
  const write = (amount: bigint) => fromMinor(amount, amounts.digits);
  return {
    grossCost: write(amounts.gross),
    reduction: write(amounts.downPayment + amounts.tradeIn),
    financed: write(plan ? amounts.financed : 0n),
    residual: write(amounts.residual),
    depreciation: write(plan?.depreciation ?? 0n),
    rentCharge: write(plan?.rent ?? 0n),
    basePayment: write(sums.base),
    taxOnPayment: write(sums.tax),
    payment: write(sums.payment),
    lastPayment: write(sums.last),
    depreciationTotal: write(sums.used),
    chargeTotal: write(plan?.chargeTotal ?? 0n),
    costOfCredit: write(plan ? plan.chargeTotal + amounts.feesOfCredit : 0n),
    amountOfCredit: write(plan ? amounts.amountOfCredit : 0n),
    totalOfBasePayments: write(sums.baseTotal),
    totalOfPayments: write(sums.total),
    feesAtSigning: write(amounts.feesAtSigning),
    taxAtSigning: write(amounts.taxAtSigning),
    securityDeposit: write(amounts.securityDeposit),
    amountDueAtSigning: write(sums.due),
    totalPayable: write(sums.payable),
    ratePercent,
  };
} // prettier-ignore

/** Equal principal is interest on what was owed during a month, so it is paid at its end. */
function paysInAdvance({ product, timing, repayment, rate }: FinanceTerms): boolean {
  if (product === 'CASH') return false;
  return timing === 'ADVANCE' && (repayment === 'EQUAL_INSTALMENTS' || 'moneyFactor' in rate);
}

function taxOn(payment: bigint, { paymentTax }: Amounts): bigint {
  return paymentTax === null ? 0n : partOf(payment, paymentTax);
}

function taxTotal(terms: FinanceTerms, amounts: Amounts, plan: Plan | null): bigint {
  if (amounts.paymentTax === null || plan === null) return 0n;
  const { rate, termMonths } = terms;
  if ('moneyFactor' in rate)
    return taxOn(plan.first.payment, amounts) * BigInt(termMonths - 1) + taxOn(plan.last.payment, amounts);
  return plan.months().reduce((total, { payment }) => total + taxOn(payment, amounts), 0n);
}

/** The rate that makes what is paid worth what is got: fees that are cost of the credit count, taxes do not. */
function rateOf(terms: FinanceTerms, amounts: Amounts, plan: Plan): string | null {
  const { termMonths, rate } = terms;
  const flows = new Float64Array(termMonths + 1);
  const add = (at: number, amount: bigint) => void (flows[at] = (flows[at] ?? 0) + Number(amount));
  const due = paysInAdvance(terms) ? 0 : 1;
  const isFactor = 'moneyFactor' in rate;
  if (isFactor) {
    flows.fill(Number(plan.first.payment), due, termMonths - 1 + due);
    add(termMonths - 1 + due, plan.last.payment);
  } else plan.months().forEach(({ payment }, at) => add(at + due, payment));
  add(0, amounts.feesOfCredit - amounts.financed);
  add(termMonths, amounts.residual);
  const monthly = internalRate(
    flows,
    isFactor ? 2 * Number(rate.moneyFactor) : Number(rate.annualPercent) / 1_200,
  );
  const { basis, decimals } = rateRulesOf(terms.jurisdiction, terms.product);
  return monthly === null ? null : percentOf(monthly, basis).toFixed(decimals);
}

function percentOf(monthly: number, basis: RateBasis): number {
  const percent = basis === 'NOMINAL' ? nominalPercent(monthly) : compoundPercent(monthly);
  // A rate below nothing can only be what rounding left: nobody pays to lend.
  return Math.max(percent, 0);
}
