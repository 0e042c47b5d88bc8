import type { GivenId } from '../profiles/addresses.service.js';
import type { Lines } from './lines.js';

/** Columns of a file of ids, as lists take them in. */
export const idColumns = ['userId', 'crmId', 'loyaltyId'] as const;

/** The lines of one person by the ids the tenant gave them: one, and of several of a kind a line for each. */
export function idLinesOf(ids: readonly GivenId[]): Lines {
  const columns = idColumns.map((wanted) => ids.filter(({ kind }) => kind === wanted).map(({ value }) => value)); // prettier-ignore
  const count = Math.max(...columns.map(({ length }) => length));
  const lines = Array.from({ length: count }, (_, n) => `${columns.map((column) => cell(column[n])).join(',')}\n`); // prettier-ignore
  return { lines, identityIds: ids.map(({ identityId }) => identityId) };
}

/** RFC 4180; a row must stay one line, as files are parted by lines. */
function cell(id = ''): string {
  const text = id.replaceAll(/[\r\n]+/g, ' ');
  return /[",]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
