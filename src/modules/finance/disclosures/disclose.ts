import { aprWords } from '../../../models/finance/apr-words.js';
import type { DisclosedField, FinanceDisclosures, MileageAllowance } from '../../../models/finance/finance-disclosures.js'; // prettier-ignore
import type { FinanceFigures } from '../../../models/finance/finance-figures.js';
import type { FinanceTerms } from '../../../models/finance/finance-terms.js';
import type { Jurisdiction } from '../../../models/finance/jurisdiction.js';
import { fromMinor, minorDigits, toMinor } from '../../../models/money.js';
import { rateRulesOf } from '../jurisdictions.js';
import { disclosureRulesOf } from './disclosure-rules.js';

/** What a tenant adds, and what a quote does not know of the contract. */
export interface DisclosureContext {
  readonly mileageAllowance: MileageAllowance | null;
  /** The tenant's own words, after ours; null where they add none. */
  readonly ownText: string | null;
}

/** What has to be shown beside a quote. Of a lease no word calls a rate APR, whatever the tenant adds. */
export function disclose(
  terms: FinanceTerms,
  figures: FinanceFigures,
  { mileageAllowance, ownText }: DisclosureContext,
): FinanceDisclosures {
  const { jurisdiction, product, termMonths } = terms;
  const { law, required, text } = disclosureRulesOf(jurisdiction, product);
  const { label, aprLabelAllowed } = rateRulesOf(jurisdiction, product);
  const values = valuesOf(terms, figures, label, mileageAllowance);
  const own = ownText === null || (!aprLabelAllowed && aprWords.test(ownText)) ? [] : [ownText];
  return {
    jurisdiction,
    product,
    law,
    rate: figures.ratePercent,
    rateLabel: label,
    aprLabelAllowed,
    totalOfPayments: figures.totalOfPayments,
    amountDueAtSigning: figures.amountDueAtSigning,
    termMonths,
    mileageAllowance,
    residual: figures.residual,
    rentCharge: figures.chargeTotal,
    required: required.map((field) => ({ field, value: values[field] })),
    text: [filled(text, values), ...own].join(' '),
  };
}

/**
 * What is given for a car traded in is part of the down payment and of all that is paid, in the words of the law (12 CFR 1026.2 (a) (18),
 * CONC App 1): without it nothing would add up. It is named where it is first spoken of.
 */
function valuesOf(
  { jurisdiction, product, currency, price, downPayment, tradeIn, termMonths }: FinanceTerms,
  { ratePercent, ...amounts }: FinanceFigures,
  rateLabel: string,
  mileage: MileageAllowance | null,
): Record<DisclosedField, string> {
  const digits = minorDigits(currency) ?? 2;
  const minor = (amount: string) => toMinor(amount, digits) ?? 0n;
  const money = (amount: string) => `${fromMinor(minor(amount), digits)} ${currency}`;
  const withCar = (amount: string) => money(fromMinor(minor(amount) + minor(tradeIn), digits));
  const byCar = tradeInNote(jurisdiction, minor(tradeIn) > 0n ? money(tradeIn) : null);
  return {
    price: product === 'CASH' ? `${money(price)}${byCar}` : money(price),
    downPayment: `${withCar(downPayment)}${byCar}`,
    grossCost: money(amounts.grossCost),
    reduction: money(amounts.reduction),
    financed: money(amounts.financed),
    residual: money(amounts.residual),
    depreciation: money(amounts.depreciation),
    chargeTotal: money(amounts.chargeTotal),
    costOfCredit: money(amounts.costOfCredit),
    amountOfCredit: money(amounts.amountOfCredit),
    totalOfBasePayments: money(amounts.totalOfBasePayments),
    basePayment: money(amounts.basePayment),
    taxOnPayment: money(amounts.taxOnPayment),
    payment: money(amounts.payment),
    lastPayment: money(amounts.lastPayment),
    totalOfPayments: money(amounts.totalOfPayments),
    totalPayableWithTradeIn:
      product === 'LEASE' ? `${withCar(amounts.totalPayable)}${byCar}` : withCar(amounts.totalPayable),
    amountDueAtSigning: money(amounts.amountDueAtSigning),
    securityDeposit: money(amounts.securityDeposit),
    termMonths: String(termMonths),
    mileage:
      mileage === null
        ? jurisdiction === 'CN'
          ? '不限'
          : 'unlimited'
        : `${mileage.perYear} ${mileage.unit === 'KM' ? 'km' : 'miles'}`,
    rate: ratePercent === null ? '' : `${rateLabel} ${ratePercent} %`,
  };
}

function tradeInNote(jurisdiction: Jurisdiction, amount: string | null): string {
  if (amount === null) return '';
  return jurisdiction === 'CN' ? `（其中置换 ${amount}）` : ` (${amount} of it by the car traded in)`;
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, field: string) => values[field] ?? '');
}
