import { probeFile } from './open-bytes.js';
import { csvOf, type CsvFile } from './read-csv.js';
import { xmlOf } from './read-xml.js';

/**
 * Opens a file as a table, CSV, TSV or XML, plain, gzipped or zipped: which of them its first bytes say.
 * @param name what messages call it
 * @throws AppError IMPORT_IMPOSSIBLE when it cannot be read
 */
export async function openTable(path: string, name = path): Promise<CsvFile> {
  const file = await probeFile(path, name);
  return /^\s*</.test(file.head) ? xmlOf(file) : csvOf(file);
}
