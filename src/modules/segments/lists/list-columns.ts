import { bareColumn, columnNamed } from '../../platform/csv/column-names.js';
import { importImpossible } from '../../platform/csv/import-impossible.js';
import { shown } from '../../platform/shown.js';
import { namedBy, type NamedBy, type NamedPerson } from './named-by.js';

/** Names of columns that say by what somebody is named; letters and digits only count. */
const aliases: Record<NamedBy, readonly string[]> = {
  userId: ['userid', 'customerid', 'customernumber'],
  email: ['email', 'emailaddress', 'mail'],
  phone: ['phone', 'phonenumber', 'mobile', 'telephone', 'tel'],
  loyaltyId: ['loyaltyid', 'loyaltynumber'],
  crmId: ['crmid', 'crmnumber', 'contactid'],
  profileId: ['profileid', 'profile'],
};

/** Which columns of a file say by what people are named. */
export interface ListColumns {
  readonly columnOf: Readonly<Partial<Record<NamedBy, string>>>;
  /** Columns that say nothing here. */
  readonly unused: readonly string[];
}

/**
 * Finds the columns that name people: those mapped (field to column) first, names we know for the rest.
 * @throws AppError IMPORT_IMPOSSIBLE for unknown fields and columns, and when no column names anybody
 */
export function listColumns(
  header: readonly string[],
  mapped: Readonly<Record<string, string>>,
): ListColumns {
  const columns = shown(header.map((name) => shown(name, 40)).join(', '), 500);
  const columnOf: Partial<Record<NamedBy, string>> = {};
  for (const [name, wanted] of Object.entries(mapped)) {
    const field = namedBy.find((each) => each === name);
    if (!field) throw importImpossible(`There is no field ${shown(name)}; the fields are ${namedBy.join(', ')}.`); // prettier-ignore
    const column = columnNamed(header, wanted);
    if (column === undefined) throw importImpossible(`There is no column ${shown(wanted)}; the columns are ${columns}.`); // prettier-ignore
    columnOf[field] = column;
  }
  const taken = new Set(Object.values(columnOf));
  for (const field of namedBy) {
    if (columnOf[field] !== undefined) continue;
    const column = header.find((each) => aliases[field].includes(bareColumn(each)) && !taken.has(each));
    if (column === undefined) continue;
    columnOf[field] = column;
    taken.add(column);
  }
  if (taken.size === 0) throw importImpossible(`No column names people; map one to ${namedBy.join(', ')}. The columns are ${columns}.`); // prettier-ignore
  return { columnOf, unused: header.filter((name) => name !== '' && !taken.has(name)) };
}

/** Whom a row names; blanks around a cell are the file's, not the id's. */
export function personIn(cells: Readonly<Record<string, string>>, { columnOf }: ListColumns): NamedPerson {
  return Object.fromEntries(
    Object.entries(columnOf).map(([field, column]) => [field, cells[column]?.trim()]),
  );
}
