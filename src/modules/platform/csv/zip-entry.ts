import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { AppError } from '../app-error.js';
import { importImpossible } from './import-impossible.js';
import { inflatesTooFar } from './inflation-bound.js';

/** The one table in a zip file: its bytes as they inflate, how many they will be, and how many they are packed. */
export interface ZippedTable {
  readonly bytes: Readable;
  readonly size: number;
  readonly packed: number;
}

/** What may stand beside a table: folders, and what macOS and Windows put there. */
const beside = /(^|\/)(__MACOSX\/|\.|thumbs\.db$)|\/$/i;

/** Feeds have one file or a few; a directory of thousands is not read to its end. */
const mostEntries = 100;

/**
 * Opens the table in a zip file. Its directory is read first, so a file that was cut off is refused as a whole.
 * @throws AppError IMPORT_IMPOSSIBLE when it is broken, locked, holds no file or several, or inflates too far
 */
export async function openZipped(path: string, name: string): Promise<ZippedTable> {
  let zip: ZipFile | undefined;
  try {
    const opened = (zip = await yauzl.openPromise(path, { autoClose: false, lazyEntries: true }));
    const entry = await tableIn(opened, name);
    const { compressedSize: packed, uncompressedSize: size } = entry;
    if (inflatesTooFar(packed, size)) throw importImpossible(`${name} inflates to far more than a table of its size would; send it as gzip or plain.`); // prettier-ignore
    const bytes = await opened.openReadStreamPromise(entry);
    bytes.once('close', () => opened.close());
    return { bytes, size, packed };
  } catch (fault) {
    zip?.close();
    if (fault instanceof AppError) throw fault;
    throw importImpossible(`${name} is no zip file that can be read: ${fault instanceof Error ? fault.message : 'it is broken'}.`); // prettier-ignore
  }
}

async function tableIn(zip: ZipFile, name: string): Promise<Entry> {
  const files: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (!beside.test(entry.fileName)) files.push(entry);
    if (files.length > mostEntries) break;
  }
  const [table] = files;
  if (!table || files.length > 1)
    throw importImpossible(`${name} holds ${files.length === 0 ? 'no file' : 'several files'}; zip one table.`); // prettier-ignore
  return table;
}
