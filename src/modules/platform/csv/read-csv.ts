import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import { importImpossible } from './import-impossible.js';

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

const recordSchema = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });

/** A CSV file being read: its columns, its lines as they come, and how much of it has been read. */
export interface CsvFile {
  readonly columns: readonly string[];
  readonly lines: AsyncIterable<CsvLine>;
  /** Share of the file read so far, 0 to 1. */
  readonly progress: () => number;
}

/**
 * Opens a CSV file for reading line by line in bounded memory: plain or gzipped (told by its first bytes), separated
 * by comma, semicolon or tab (told by its first line), with or without a byte-order mark.
 * @throws AppError IMPORT_IMPOSSIBLE for a file that is not there or has no header
 */
export async function openCsv(path: string): Promise<CsvFile> {
  const { size, gzipped } = await probe(path);
  const delimiter = delimiterOf(await headOf(path, gzipped));
  const file = createReadStream(path);
  const progress = () => (size === 0 ? 1 : file.bytesRead / size);
  return { ...(await read(gzipped ? [file, createGunzip()] : [file], delimiter, path)), progress };
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
  source: [NodeJS.ReadableStream, NodeJS.ReadWriteStream?],
  delimiter: string,
  name: string,
): Promise<Omit<CsvFile, 'progress'>> {
  const skipped: CsvLine[] = [];
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
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
  // One pipeline, begun once its reader is there, so that a fault has exactly one place to go: the iterator.
  const [bytes, inflated] = source;
  if (inflated) pipeline(bytes, inflated, parser, () => undefined);
  else pipeline(bytes, parser, () => undefined);
  const header = recordSchema.safeParse((await next(records, name, 0)).value);
  if (!header.success) throw importImpossible(`${name} is empty: its first line must name the columns.`);
  const columns = header.data.record.map((column) => column.trim());
  return { columns, lines: linesOf(records, columns, skipped, name) };
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
    const { record, info } = recordSchema.parse(value);
    reached = info.lines;
    yield {
      line: info.lines,
      cells: Object.fromEntries(columns.map((column, at) => [column, record[at] ?? ''])),
      surplus: record.slice(columns.length).filter((cell) => cell.trim() !== '').length,
    };
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

async function probe(path: string): Promise<{ size: number; gzipped: boolean }> {
  try {
    const handle = await open(path);
    try {
      const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return { size: (await handle.stat()).size, gzipped: buffer[0] === 0x1f && buffer[1] === 0x8b };
    } finally {
      await handle.close();
    }
  } catch (fault) {
    const why = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown reason';
    throw importImpossible(`${path} cannot be opened (${why}); give the path of a CSV file.`);
  }
}

async function headOf(path: string, gzipped: boolean): Promise<string> {
  const file = createReadStream(path, { end: 65_535 });
  const bytes = gzipped ? pipeline(file, createGunzip(), () => undefined) : file;
  let head = '';
  try {
    for await (const chunk of bytes) {
      head += String(chunk);
      if (head.includes('\n') || head.length > 65_536) break;
    }
  } catch {
    // A cut-off gzip is reported when the file itself is read.
  }
  return head;
}

/** The separator that cuts the first line into most cells. */
function delimiterOf(head: string): string {
  const [first = ''] = head.split('\n');
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: first.split(mark).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}
