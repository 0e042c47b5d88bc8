import type { FinanceTerms } from '../../../models/finance/finance-terms.js';
import { schedule } from '../sums/quote.js';
import type { FinanceScheduleLine } from './finance-quotes.graphql.js';

/** The months of a quote's terms, and its balloon. They fitted when it was given, so there is nothing wrong with them. */
export function toScheduleLines(terms: FinanceTerms): FinanceScheduleLine[] {
  const lines = schedule(terms);
  if ('problems' in lines) return [];
  const { currency } = terms;
  const money = (amount: string) => ({ amount, currency });
  return lines.map(({ number, dueAfterMonths, payment, tax, charge, principal, balance, isBalloon }) => ({
    number,
    dueAfterMonths,
    payment: money(payment),
    tax: money(tax),
    charge: money(charge),
    principal: money(principal),
    balance: money(balance),
    isBalloon,
  }));
}
