import { mappableTypes } from '../../../models/event/event-mapping.js';
import type { EventType } from '../../../models/event/event-type.js';
import { bareColumn, columnNamed } from '../../platform/csv/column-names.js';
import { importImpossible } from '../../platform/csv/import-impossible.js';
import { shown } from '../../platform/shown.js';

/**
 * What a row says beside the properties of its event, with the column names that mean it; letters and digits only count.
 * Every other column is a property under its own name.
 */
const aliases = {
  event: ['event', 'eventname', 'eventtype', 'what', 'activity', 'ereignis'],
  occurredAt: ['occurredat', 'timestamp', 'datetime', 'date', 'when', 'happenedat', 'datum'],
  timeOfDay: ['timeofday', 'time', 'uhrzeit'],
  rowId: ['rowid', 'messageid', 'recordid', 'eventid', 'id'],
  userId: ['userid', 'customerid', 'customernumber'],
  anonymousId: ['anonymousid', 'clientid'],
  crmId: ['crmid', 'crmnumber', 'contactid'],
  loyaltyId: ['loyaltyid', 'loyaltynumber'],
  ownedVin: ['ownedvin'],
  deviceId: ['deviceid'],
  email: ['email', 'emailaddress', 'mail'],
  phone: ['phone', 'phonenumber', 'mobile', 'telephone', 'tel'],
  firstName: ['firstname', 'givenname', 'vorname'],
  lastName: ['lastname', 'surname', 'familyname', 'nachname'],
  verified: ['verified', 'contactverified'],
} as const;

/** Something a row says beside the properties of its event. */
export type ImportField = keyof typeof aliases;

/** How a file is to be read; what is left out is found by the names of its columns. */
export interface ImportMapping {
  /** Field to column. */
  readonly columns: Readonly<Record<string, string>>;
  /** Field to the value of rows without one: `{ event: 'SHOWROOM_VISITED' }`. */
  readonly defaults: Readonly<Record<string, string>>;
  /** What the file's words for events mean. */
  readonly events: Readonly<Record<string, EventType>>;
  /** How times are written, in Luxon's letters (`dd/MM/yyyy HH:mm`); without it, ISO 8601 or `22.11.2026 15:30`. */
  readonly timeFormat?: string | undefined;
}

/** Which column says what. */
export interface ImportColumns {
  readonly columnOf: Readonly<Partial<Record<ImportField, string>>>;
  readonly defaults: Readonly<Partial<Record<ImportField, string>>>;
  /** Columns that are properties of the event. */
  readonly properties: readonly string[];
}

const longestFormat = 60;

/**
 * Finds the meaning of a file's columns: what was mapped first, names we know for the rest.
 * @throws AppError IMPORT_IMPOSSIBLE for unknown fields, columns or types, and when nothing can say what happened or when
 */
export function resolveImport(header: readonly string[], mapping: ImportMapping): ImportColumns {
  const { columns, defaults, events, timeFormat = '' } = mapping;
  if (timeFormat.length > longestFormat)
    throw importImpossible(`timeFormat has ${timeFormat.length} characters; write at most ${longestFormat}, such as dd/MM/yyyy HH:mm.`); // prettier-ignore
  for (const field of [...Object.keys(columns), ...Object.keys(defaults)])
    if (!isField(field)) throw importImpossible(`There is no field ${shown(field)}; the fields are ${Object.keys(aliases).join(', ')}.`); // prettier-ignore
  for (const type of Object.values(events))
    if (!mappableTypes.includes(type)) throw importImpossible(`No event of a file can be ${shown(type)}; the types are ${mappableTypes.join(', ')}.`); // prettier-ignore
  const columnOf = columnsOf(header, columns);
  for (const field of ['event', 'occurredAt'] as const)
    if (columnOf[field] === undefined && defaults[field] === undefined)
      throw importImpossible(`No column says ${field}; map one, or give a default for all rows. The columns are ${shown(header.map((name) => shown(name, 40)).join(', '), 500)}.`); // prettier-ignore
  const taken = new Set(Object.values(columnOf));
  return { columnOf, defaults, properties: header.filter((name) => name !== '' && !taken.has(name)) };
}

function columnsOf(header: readonly string[], wanted: Readonly<Record<string, string>>) {
  const columnOf: Partial<Record<ImportField, string>> = {};
  for (const [field, name] of Object.entries(wanted)) {
    const column = columnNamed(header, name);
    if (column === undefined) throw importImpossible(`There is no column ${shown(name)}; the columns are ${shown(header.join(', '), 500)}.`); // prettier-ignore
    if (isField(field)) columnOf[field] = column;
  }
  const taken = new Set(Object.values(columnOf));
  for (const [field, names] of Object.entries(aliases)) {
    if (!isField(field) || columnOf[field] !== undefined) continue;
    const column = names.flatMap((name) => header.filter((each) => bareColumn(each) === name && !taken.has(each)))[0]; // prettier-ignore
    if (column === undefined) continue;
    columnOf[field] = column;
    taken.add(column);
  }
  return columnOf;
}

function isField(name: string): name is ImportField {
  return Object.hasOwn(aliases, name);
}
