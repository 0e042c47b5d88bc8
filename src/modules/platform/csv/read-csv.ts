import { pipeline, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { CsvError, Parser } from 'csv-parse';
import { z } from 'zod';
import { importImpossible } from './import-impossible.js';
import { bytesOf, openBytes, probeFile, type OpenBytes, type ProbedFile } from './open-bytes.js';

/** One line of a file: its cells by column name, or why it could not be read. */
export type CsvLine =
  | {
      readonly line: number;
      readonly cells: Readonly<Record<string, string>>;
      /** How many cells that say something stand beyond the last column: a separator within a cell has shifted them. */
      readonly surplus: number;
    }
  | { readonly line: number; readonly fault: string };

/** Longest line understood; a quote that is never closed would otherwise swallow the file into memory. */
const longestLineBytes = 1_000_000;

/** What the parser yields: the cells of a record, and the line it ends at. */
interface Numbered {
  readonly record: readonly string[];
  readonly line: number;
}

/**
 * The parser, which says the line of each record. Its own way to (`info`) copies all it knows of the file for each: a tenth of the
 * time it takes to read a stock feed.
 */
class NumberingParser extends Parser {
  override push(record: unknown): boolean {
    return super.push(record === null ? null : { record, line: this.info.lines });
  }
}

/** Looked at by hand, as a schema would copy every cell of a long file. */
function asRecord(value: unknown): Numbered | null {
  if (typeof value !== 'object' || value === null || !('record' in value) || !('line' in value)) return null;
  const { record, line } = value;
  return isTexts(record) && typeof line === 'number' ? { record, line } : null;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** What a table is written in. */
export type TableShape = 'CSV' | 'TSV' | 'XML';

/** A table being read: its columns, its lines as they come, and how much of it has been read. */
export interface CsvFile {
  readonly columns: readonly string[];
  readonly lines: AsyncIterable<CsvLine>;
  /** Share of the file read so far, 0 to 1. */
  readonly progress: () => number;
  readonly shape: TableShape;
}

/**
 * Opens a CSV file for reading line by line in bounded memory: plain, gzipped or zipped (told by its first bytes), separated
 * by comma, semicolon or tab (told by its first line), in UTF-8, UTF-16 or Windows-1252, with or without a byte-order mark.
 * @throws AppError IMPORT_IMPOSSIBLE for a file that is not there or has no header
 */
export async function openCsv(path: string): Promise<CsvFile> {
  return csvOf(await probeFile(path));
}

/** The same of a file that was looked at. @throws AppError IMPORT_IMPOSSIBLE */
export async function csvOf(file: ProbedFile): Promise<CsvFile> {
  const { steps, progress } = await openBytes(file);
  return { ...(await read(steps, delimiterOf(file.head), file.name)), progress };
}

/**
 * The same of a text that is here already.
 * @throws AppError IMPORT_IMPOSSIBLE when it has no header
 */
export async function csvIn(text: string): Promise<CsvFile> {
  const bytes = Readable.from([Buffer.from(text)]);
  return { ...(await read([bytes], delimiterOf(text.slice(0, 65_536)), 'The text')), progress: () => 1 };
}

async function read(
  steps: OpenBytes['steps'],
  delimiter: string,
  name: string,
): Promise<Omit<CsvFile, 'progress'>> {
  const skipped: CsvLine[] = [];
  const parser = new NumberingParser({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: longestLineBytes,
    on_skip: (fault) => {
      const lines: unknown = fault instanceof CsvError ? fault['lines'] : undefined;
      skipped.push({ line: z.number().catch(0).parse(lines), fault: fault?.message ?? 'unreadable' });
      return undefined;
    },
  });
  const records = parser[Symbol.asyncIterator]();
  // Begun once its reader is there, so that a fault has exactly one place to go: the iterator.
  pipeline(untilAllIsRead(bytesOf(steps), parser), parser, () => undefined);
  const header = asRecord((await next(records, name, 0)).value);
  if (!header) throw importImpossible(`${name} is empty: its first line must name the columns.`);
  const columns = header.record.map((column) => column.trim());
  const shape = delimiter === '\t' ? 'TSV' : 'CSV';
  return { columns, lines: linesOf(records, columns, skipped, name), shape };
}

/** These bytes; a fault of theirs is held back until whoever reads the parser has had all that came before it. */
async function* untilAllIsRead(bytes: AsyncIterable<unknown>, parser: Parser): AsyncGenerator {
  try {
    yield* bytes;
  } catch (fault) {
    while (!parser.destroyed && parser.readableLength + parser.writableLength > 0) await sleep(1);
    throw fault;
  }
}

async function* linesOf(
  records: AsyncIterator<unknown>,
  columns: readonly string[],
  skipped: CsvLine[],
  name: string,
): AsyncGenerator<CsvLine> {
  let reached = 1;
  for (;;) {
    const { done, value } = await next(records, name, reached);
    yield* skipped.splice(0);
    if (done === true) return;
    const read = asRecord(value);
    if (!read) throw new TypeError('The parser of CSV gave something else than a record.');
    const { record, line } = read;
    reached = line;
    const cells: Record<string, string> = {};
    let at = 0;
    for (const column of columns) cells[column] = record[at++] ?? '';
    const isLonger = record.length > columns.length;
    const surplus = isLonger ? record.slice(columns.length).filter((cell) => cell.trim() !== '').length : 0;
    yield { line, cells, surplus };
  }
}

/** The next record; `reached` is the line of the one before, 0 where there is none. */
async function next(
  records: AsyncIterator<unknown>,
  name: string,
  reached: number,
): Promise<{ done?: boolean; value: unknown }> {
  try {
    return await records.next();
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : 'it cannot be read';
    throw importImpossible(
      reached === 0
        ? `${name} cannot be read: ${why}.`
        : `${name} breaks off after line ${reached}: ${why}. What stands before is imported; mend the file and import it again.`,
    );
  }
}

/** The separator that cuts the first line into most cells. */
function delimiterOf(head: string): string {
  const [first = ''] = head.split('\n');
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: first.split(mark).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}
