/**
 * An array as PostgreSQL writes it, made at once; or as it is, for the driver to write value by value, which takes several times as
 * long, where a text in it has to be escaped. At least one value.
 */
export function arrayOf(
  values: readonly (string | number | null)[],
): string | readonly (string | number | null)[] {
  let written = '';
  for (const value of values) {
    if (typeof value === 'string') {
      if (value.includes('"') || value.includes('\\')) return values;
      written += `,"${value}"`;
    } else written += value === null ? ',NULL' : `,${value}`;
  }
  return `{${written.slice(1)}}`;
}
