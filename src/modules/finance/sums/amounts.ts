import type { FinanceProblem } from '../../../models/finance/finance-problem.js';
import type { FinanceTerms } from '../../../models/finance/finance-terms.js';
import { fractionOf, minorDigits, partOf, shareOf, toMinor, type Fraction } from '../../../models/money.js';
import { rulesOf } from '../jurisdictions.js';
import { problem } from './problem.js';

/** The terms as whole minor units and exact fractions: what all sums are done with. */
export interface Amounts {
  readonly digits: number;
  readonly price: bigint;
  readonly gross: bigint;
  readonly downPayment: bigint;
  readonly tradeIn: bigint;
  readonly financed: bigint;
  readonly residual: bigint;
  readonly feesAtSigning: bigint;
  readonly taxAtSigning: bigint;
  readonly securityDeposit: bigint;
  /** Fees that count as cost of the credit, wherever they are paid. */
  readonly feesOfCredit: bigint;
  /** What is lent: what is financed without those fees, as the jurisdiction counts them; of a lease, which is no credit, all of it. */
  readonly amountOfCredit: bigint;
  /** Share of each payment that goes on top as tax; null where payments are not taxed. */
  readonly paymentTax: Fraction | null;
}

/** Either the amounts, or everything about the terms that is no amount or does not fit. */
export function amountsOf(terms: FinanceTerms): Amounts | readonly FinanceProblem[] {
  const { currency, product, tax } = terms;
  const digits = minorDigits(currency);
  if (digits === null) return currencyProblems(currency);
  const problems: FinanceProblem[] = [];
  const { amount, percent } = readers(currency, digits, problems);
  const price = amount('price', terms.price);
  const taxed = { share: percent('tax.percent', tax.percent), within: percent('tax.withinPricePercent', tax.withinPricePercent) }; // prettier-ignore
  const taxOfPrice = partOf(price, withoutOther(taxed.share, taxed.within));
  const takesAllOff = rulesOf(terms.jurisdiction).feesOffCredit === 'ALL';
  let [feeTotal, capitalised, feesOfCredit, offCredit] = [0n, 0n, 0n, 0n];
  for (const [at, fee] of terms.fees.entries()) {
    const minor = amount(`fees.${at}.amount`, fee.amount);
    feeTotal += minor;
    if (fee.isCapitalised) capitalised += minor;
    if (fee.isCostOfCredit) feesOfCredit += minor;
    if (fee.isCostOfCredit && (takesAllOff || fee.isCapitalised)) offCredit += minor;
  }
  const gross = price + capitalised + (tax.on === 'PRICE_CAPITALISED' ? taxOfPrice : 0n);
  const [downPayment, tradeIn] = [amount('downPayment', terms.downPayment), amount('tradeIn', terms.tradeIn)];
  const financed = gross - downPayment - tradeIn;
  const residualPart = percent('residualPercent', terms.residualPercent);
  const amounts: Amounts = {
    digits,
    price,
    gross,
    downPayment,
    tradeIn,
    financed,
    residual:
      product === 'LEASE' || product === 'BALLOON'
        ? partOf(amount('listPrice', terms.listPrice), residualPart)
        : 0n,
    feesAtSigning: feeTotal - capitalised,
    taxAtSigning: tax.on === 'PRICE_UPFRONT' ? taxOfPrice : 0n,
    securityDeposit: amount('securityDeposit', terms.securityDeposit),
    feesOfCredit,
    amountOfCredit: product === 'LEASE' ? financed : financed - offCredit,
    paymentTax: tax.on === 'PAYMENT' ? taxed.share : null,
  };
  return problems.length > 0 ? problems : amounts;
}

/** Why a code is no currency's. */
export function currencyProblems(currency: string): FinanceProblem[] {
  if (minorDigits(currency) !== null) return [];
  return [problem('CURRENCY_UNKNOWN', 'currency', 'There is no such currency.', 'Give an ISO 4217 code, such as USD.')]; // prettier-ignore
}

/** Reads amounts and percentages, and notes those that are none. */
function readers(currency: string, digits: number, problems: FinanceProblem[]) {
  return {
    amount: (path: string, text: string): bigint => {
      const minor = toMinor(text, digits);
      if (minor === null)
        problems.push(problem('NOT_AN_AMOUNT', path, `It is no amount of ${currency} from zero up.`, `Write digits with at most ${digits} decimals.`)); // prettier-ignore
      return minor ?? 0n;
    },
    percent: (path: string, text: string): Fraction => {
      const fraction = fractionOf(text);
      if (!fraction || fraction.over > 1_000n * fraction.under)
        problems.push(problem('RATE_OUT_OF_RANGE', path, 'It is no percentage from 0 to 1000.', 'Write digits, such as 7.25.')); // prettier-ignore
      return shareOf(fraction ?? { over: 0n, under: 1n });
    },
  };
}

/** Of a price that holds another tax of that share, the tax is laid on what is left without it. */
function withoutOther(share: Fraction, other: Fraction): Fraction {
  return { over: share.over * other.under, under: share.under * (other.under + other.over) };
}
