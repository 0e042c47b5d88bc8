import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** What every binary copy begins with, before a flags field and the length of what may follow. */
const signature = 11;
const headerAtLeast = signature + 8;

/** One row of a copy, as it lies in what was received: read it before the next. Columns count from 0. */
export class CopiedRow {
  bytes: Buffer = Buffer.alloc(0);
  /** Where each column's value begins. */
  readonly starts: number[] = [];
  /** Its length in bytes; −1 for null. */
  readonly lengths: number[] = [];
  end = 0;

  isNull(column: number): boolean {
    return this.lengthOf(column) < 0;
  }

  /** A `bigint`, as long as it is below 2^53. */
  integer(column: number): number {
    const at = this.startOf(column);
    return this.bytes.readInt32BE(at) * 0x1_0000_0000 + this.bytes.readUInt32BE(at + 4);
  }

  /** A `timestamptz`: milliseconds since the epoch. */
  instant(column: number): number {
    return Math.floor(this.integer(column) / 1_000) + epochOfPostgres;
  }

  text(column: number): string {
    const at = this.startOf(column);
    return this.bytes.toString('utf8', at, at + this.lengthOf(column));
  }

  /** A `jsonb`: one byte for its version, then its text. */
  json(column: number): unknown {
    const at = this.startOf(column);
    return JSON.parse(this.bytes.toString('utf8', at + 1, at + this.lengthOf(column)));
  }

  uuid(column: number): string {
    const at = this.startOf(column);
    const hex = this.bytes.toString('hex', at, at + 16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** A column and all after it, byte for byte as characters: the same text exactly where all of them are the same. */
  restAsKey(from: number): string {
    return this.bytes.toString('latin1', this.startOf(from) - 4, this.end);
  }

  /** Where a column's value begins in `bytes`. */
  startOf(column: number): number {
    return this.starts[column] ?? 0;
  }

  private lengthOf(column: number): number {
    return this.lengths[column] ?? -1;
  }
}

/** PostgreSQL counts from the year 2000. */
const epochOfPostgres = Date.UTC(2000, 0, 1);

/**
 * Reads what a query finds as PostgreSQL's binary copy: several times faster than rows, for millions of them.
 * @param query one that takes no parameters: whatever stands in it must be escaped
 * @param visit is shown each row in turn; the row is the same object every time
 */
export async function copyRows(
  client: ClientBase,
  query: string,
  visit: (row: CopiedRow) => void,
): Promise<void> {
  const row = new CopiedRow();
  let left: Buffer = Buffer.alloc(0);
  let isBegun = false;
  for await (const chunk of client.query(copyTo(`copy (${query}) to stdout (format binary)`))) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('A copy came as something else than bytes.');
    row.bytes = left.length === 0 ? chunk : Buffer.concat([left, chunk]);
    let at = isBegun ? 0 : headerLength(row.bytes);
    if (at < 0) {
      left = row.bytes;
      continue;
    }
    isBegun = true;
    while (readRow(row, at)) {
      at = row.end;
      visit(row);
    }
    left = row.bytes.subarray(at);
  }
}

/** −1 when not all of it is here. */
function headerLength(bytes: Buffer): number {
  if (bytes.length < headerAtLeast) return -1;
  const length = headerAtLeast + bytes.readInt32BE(signature + 4);
  return bytes.length < length ? -1 : length;
}

/** Finds where the columns of the row at `at` are. False when not all of it is here, or none follows. */
function readRow(row: CopiedRow, at: number): boolean {
  const { bytes, starts, lengths } = row;
  const all = bytes.length;
  if (at + 2 > all) return false;
  const columns = bytes.readInt16BE(at);
  if (columns < 0) return false;
  let place = at + 2;
  for (let column = 0; column < columns; column++) {
    if (place + 4 > all) return false;
    const length = bytes.readInt32BE(place);
    place += 4;
    starts[column] = place;
    lengths[column] = length;
    if (length > 0) place += length;
    if (place > all) return false;
  }
  row.end = place;
  return true;
}
