import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { encodingOf, ToUtf8, type Encoding } from './encoding.js';
import { importImpossible } from './import-impossible.js';
import { InflationBound } from './inflation-bound.js';
import { openZipped } from './zip-entry.js';

/** A file being read: its text in UTF-8 as a row of streams to be piped together, the first of them the file. */
export interface OpenBytes {
  readonly steps: readonly [Readable, ...NodeJS.ReadWriteStream[]];
  /** Share of the file read so far, 0 to 1. */
  readonly progress: () => number;
}

type Packing = 'plain' | 'gzip' | 'zip';

/** A file as it was found: how it is packed, how its letters are written, and how it begins. */
export interface ProbedFile {
  readonly path: string;
  /** What messages call it. */
  readonly name: string;
  readonly size: number;
  readonly packing: Packing;
  readonly encoding: Encoding;
  /** Its first letters, up to 64 KB of them. */
  readonly head: string;
}

const headBytes = 65_536;
/** A zip file with something in it, and one with nothing. */
const zipBegins = [0x504b0304, 0x504b0506];

/**
 * Looks at a file's first bytes: plain, gzip or zip, and in which encoding.
 * @throws AppError IMPORT_IMPOSSIBLE when it is not there or no zip file
 */
export async function probeFile(path: string, name = path): Promise<ProbedFile> {
  const { size, packing } = await packingOf(path, name);
  const bytes = await headOf(path, name, packing);
  const encoding = encodingOf(bytes);
  return { path, name, size, packing, encoding, head: new TextDecoder(encoding).decode(bytes) };
}

/**
 * Read at once. All lines of a piece are gone through in one breath, and whoever writes those before waits for its end with each
 * statement: by pieces of 64 kB reading and writing went on one after the other rather than beside each other.
 */
const pieceBytes = 8_192;

/** Opens a file that was looked at; each call reads it from its beginning. @throws AppError IMPORT_IMPOSSIBLE */
export async function openBytes({ path, name, size, packing, encoding }: ProbedFile): Promise<OpenBytes> {
  const decoding = encoding === 'utf-8' ? [] : [new ToUtf8(encoding)];
  if (packing === 'zip') {
    const { bytes, size: whole, packed } = await openZipped(path, name);
    const bound = new InflationBound(() => packed);
    return { steps: [bytes, bound, ...decoding], progress: () => (whole === 0 ? 1 : bound.passed / whole) };
  }
  const file = createReadStream(path, { highWaterMark: pieceBytes });
  const inflating = packing === 'gzip' ? [createGunzip(), new InflationBound(() => file.bytesRead)] : [];
  const progress = () => (size === 0 ? 1 : file.bytesRead / size);
  return { steps: [file, ...inflating, ...decoding], progress };
}

/** What comes out of the last step. Whoever reads it hears of a fault of any. */
export function bytesOf(steps: OpenBytes['steps']): AsyncIterable<unknown> {
  const [first, ...others] = steps;
  if (others.length > 0) pipeline([...steps], () => undefined);
  return others.at(-1) ?? first;
}

async function packingOf(path: string, name: string): Promise<{ size: number; packing: Packing }> {
  try {
    const handle = await open(path);
    try {
      const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      const { size } = await handle.stat();
      if (buffer[0] === 0x1f && buffer[1] === 0x8b) return { size, packing: 'gzip' };
      return { size, packing: zipBegins.includes(buffer.readUInt32BE(0)) ? 'zip' : 'plain' };
    } finally {
      await handle.close();
    }
  } catch (fault) {
    const why = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown reason';
    throw importImpossible(`${name} cannot be opened (${why}); give the path of a CSV file.`);
  }
}

async function headOf(path: string, name: string, packing: Packing): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const bytes = packing === 'zip' ? (await openZipped(path, name)).bytes : createReadStream(path, { end: headBytes - 1 }); // prettier-ignore
  const source = packing === 'gzip' ? pipeline(bytes, createGunzip(), () => undefined) : bytes;
  try {
    for await (const chunk of source) {
      const read = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      chunks.push(read);
      length += read.length;
      if (length >= headBytes) break;
    }
  } catch {
    // A cut-off file is reported when it is read for its rows.
  }
  return Buffer.concat(chunks).subarray(0, headBytes);
}
