import { shown } from '../shown.js';
import { bareColumn, columnNamed } from './column-names.js';
import { importImpossible } from './import-impossible.js';

/** Which column of a table says what. */
export type ColumnsOf<Field extends string> = Readonly<Partial<Record<Field, string>>>;

/** What a table can say, each with the column names that mean it, in small letters and digits only. */
export type ColumnAliases<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/**
 * Finds the meaning of a table's columns: those mapped (field to column) first, names we know for the rest.
 * @throws AppError IMPORT_IMPOSSIBLE for unknown fields and columns
 */
export function knownColumns<Field extends string>(
  aliases: ColumnAliases<Field>,
  header: readonly string[],
  mapped: Readonly<Record<string, string>>,
): ColumnsOf<Field> {
  const isField = (name: string): name is Field => Object.hasOwn(aliases, name);
  const fields = Object.keys(aliases).filter(isField);
  const columnOf: Partial<Record<Field, string>> = {};
  for (const [name, wanted] of Object.entries(mapped)) {
    if (!isField(name)) throw importImpossible(`There is no field ${shown(name)}; the fields are ${fields.join(', ')}.`); // prettier-ignore
    const column = columnNamed(header, wanted);
    if (column === undefined) throw importImpossible(`There is no column ${shown(wanted)}; the columns are ${listed(header)}.`); // prettier-ignore
    columnOf[name] = column;
  }
  for (const field of fields)
    columnOf[field] ??= header.find((each) => aliases[field].includes(bareColumn(each)));
  return columnOf;
}

/**
 * @throws AppError IMPORT_IMPOSSIBLE where there are fields that no column says
 */
export function refuseMissing(missing: readonly string[], header: readonly string[]): void {
  if (missing.length > 0) throw importImpossible(`No column says ${missing.join(', ')}; the columns are ${listed(header)}.`); // prettier-ignore
}

/** The names of a table's columns as a message tells them: as many as there is room for, and no more of each than tells it. */
export function listed(header: readonly string[]): string {
  return shown(header.map((name) => shown(name, 40)).join(', '), 500);
}
