import { Duration } from 'luxon';
import { aprWords } from '../../../models/finance/apr-words.js';
import type { FinanceTableEntity } from '../../../models/finance/finance-table.entity.js';
import { importImpossible } from '../../platform/csv/import-impossible.js';
import { fractionOf, minorDigits } from '../../../models/money.js';

/** A table as a marketer uploads it, without its rows. */
export type TableDraft = Pick<FinanceTableEntity, 'name' | 'jurisdiction' | 'currency' | 'validFrom' | 'validTo' | 'quotesHold' | 'taxOn' | 'taxPercent' | 'maxLoanToValuePercent' | 'disclosureText'>; // prettier-ignore

/**
 * The decimals of the table's currency, where everything said of the table can be.
 * @throws AppError IMPORT_IMPOSSIBLE
 */
export function digitsOf(draft: TableDraft): number {
  const { name, currency, validFrom, validTo, quotesHold, disclosureText } = draft;
  const digits = minorDigits(currency);
  if (digits === null) throw importImpossible(`There is no currency of that code; give an ISO 4217 code such as USD.`); // prettier-ignore
  if (name === '' || name.length > 120)
    throw importImpossible('A table needs a name of at most 120 characters.');
  if (validTo !== null && validTo <= validFrom) throw importImpossible('validTo lies before validFrom, so the table would never hold.'); // prettier-ignore
  const days = Duration.fromISO(quotesHold).as('days');
  if (!(days > 0 && days <= 366)) throw importImpossible('quotesHold must be longer than nothing and at most a year, such as P14D.'); // prettier-ignore
  for (const [field, text] of Object.entries({ taxPercent: draft.taxPercent, maxLoanToValuePercent: draft.maxLoanToValuePercent })) // prettier-ignore
    if (text !== null && !fractionOf(text)) throw importImpossible(`${field} is no percentage; write digits, such as 7.25.`); // prettier-ignore
  if ((disclosureText ?? '').length > 2_000) throw importImpossible('disclosureText is longer than 2000 characters; shorten it.'); // prettier-ignore
  if (disclosureText !== null && aprWords.test(disclosureText)) throw importImpossible('disclosureText speaks of an APR. It stands beside leases too, whose rate must not be called so, and the rate of a loan is told for itself; leave it out.'); // prettier-ignore
  return digits;
}
