import type { ClientBase, Connection, Submittable } from 'pg';
import type { ByteTexts } from './byte-texts.js';

/** What every binary copy begins with, before a flags field and the length of what may follow. */
const signature = 11;
const headerAtLeast = signature + 8;

/** One row of a copy, as it lies in what was received: read it before the next. Columns count from 0. */
export class CopiedRow {
  bytes: Buffer = Buffer.alloc(0);
  /** The same: numbers in it are read several times faster. */
  view = viewOf(this.bytes);
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
    return this.view.getInt32(at) * 0x1_0000_0000 + this.view.getUint32(at + 4);
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

  /** The four words of a `uuid`, put into `words`. */
  wordsOf(column: number, words: Uint32Array): Uint32Array {
    const at = this.startOf(column);
    for (let word = 0; word < 4; word++) words[word] = this.view.getUint32(at + word * 4);
    return words;
  }

  uuid(column: number): string {
    const at = this.startOf(column);
    const hex = this.bytes.toString('hex', at, at + 16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** The number of a column that is not null, byte for byte. */
  numberOf(column: number, texts: ByteTexts): number {
    const at = this.startOf(column);
    return texts.of(this.view, at, at + this.lengthOf(column));
  }

  /** The same of a column and all after it: the same number exactly where all of them are the same. */
  numberOfRest(from: number, texts: ByteTexts): number {
    return texts.of(this.view, this.startOf(from) - 4, this.end);
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
 * Not for a connection that listens: what is told while rows come is passed over.
 * @param query one that takes no parameters: whatever stands in it must be escaped
 * @param visit is shown each row in turn; the row is the same object every time
 */
export function copyRows(client: ClientBase, query: string, visit: (row: CopiedRow) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyOut(query, visit, { resolve, reject }));
  });
}

interface Ending {
  resolve(): void;
  reject(fault: unknown): void;
}

/** What the server may say while it copies, by its first byte (<https://www.postgresql.org/docs/current/protocol-message-formats.html>). */
const says = { copyData: 0x64, copyOutResponse: 0x48, notice: 0x4e, notification: 0x41, parameter: 0x53 };
const passedOver: readonly (number | undefined)[] = [says.copyOutResponse, says.notice, says.notification, says.parameter]; // prettier-ignore
/** First byte and length of a message. */
const headOfMessage = 5;

/**
 * A copy under way, as the client wants whatever it sends. While rows come it reads the connection in the client's place, as that
 * would make a buffer, a message and an event of each. The server sends one row in a message, the first behind the header
 * (<https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY>).
 */
class CopyOut implements Submittable {
  private readonly row = new CopiedRow();
  private isBegun = false;
  /** A message of which not all has come: its pieces, how long they are, and how long it will be; 0: not known. */
  private begun: Buffer[] = [];
  private bytesBegun = 0;
  private wholeMessage = 0;

  constructor(
    private readonly query: string,
    private visit: (row: CopiedRow) => void,
    private readonly ending: Ending,
  ) {}

  submit(connection: Connection): void {
    const { stream } = connection;
    const usual = stream.listeners('data');
    const listen = stream.on.bind(stream);
    const take = (chunk: Buffer) => {
      const others = this.take(chunk);
      if (!others) return;
      stream.off('data', take);
      for (const listener of usual) Reflect.apply(listen, undefined, ['data', listener]);
      stream.emit('data', others);
    };
    stream.removeAllListeners('data');
    stream.on('data', take);
    connection.query(`copy (${this.query}) to stdout (format binary)`);
  }

  handleCommandComplete(): void {
    // Whoever waits goes on once the connection is free.
  }

  handleReadyForQuery(): void {
    this.ending.resolve();
  }

  /** What still comes is nobody's. */
  handleError(fault: unknown): void {
    this.visit = () => undefined;
    this.ending.reject(fault);
  }

  /** Shows the rows in what came. Returns what is not of the copy any more, from there on. */
  private take(chunk: Buffer): Buffer | undefined {
    if (this.begun.length === 0) return this.read(chunk);
    const missing = this.missing(chunk);
    this.begun.push(chunk.subarray(0, missing));
    this.bytesBegun += Math.min(missing, chunk.length);
    if (missing > chunk.length) return undefined;
    const others = this.read(Buffer.concat(this.begun));
    return others ? Buffer.concat([others, chunk.subarray(missing)]) : this.read(chunk.subarray(missing));
  }

  /** How much of what comes belongs to the message that has begun; infinite while its length has not come. */
  private missing(chunk: Buffer): number {
    if (this.wholeMessage === 0 && this.bytesBegun + chunk.length >= headOfMessage)
      this.wholeMessage = lengthOfMessage(Buffer.concat([...this.begun, chunk.subarray(0, headOfMessage)]));
    return this.wholeMessage === 0 ? Infinity : this.wholeMessage - this.bytesBegun;
  }

  /** Keeps the beginning of a message, or nothing, until more comes. */
  private begin(bytes: Buffer): void {
    this.begun = bytes.length === 0 ? [] : [bytes];
    this.bytesBegun = bytes.length;
    this.wholeMessage = bytes.length < headOfMessage ? 0 : lengthOfMessage(bytes);
  }

  private read(bytes: Buffer): Buffer | undefined {
    this.row.bytes = bytes;
    const view = (this.row.view = viewOf(bytes));
    let at = 0;
    while (at + headOfMessage <= bytes.length) {
      const code = bytes[at];
      if (code !== says.copyData && !passedOver.includes(code)) return bytes.subarray(at);
      const next = at + 1 + view.getInt32(at + 1);
      if (next > bytes.length) break;
      if (code === says.copyData) this.show(at + headOfMessage, next);
      at = next;
    }
    this.begin(bytes.subarray(at));
    return undefined;
  }

  private show(at: number, end: number): void {
    const from = this.isBegun ? at : at + headerLength(this.row, at);
    this.isBegun = true;
    if (from === end || !readRow(this.row, from)) return;
    try {
      this.visit(this.row);
    } catch (fault) {
      this.handleError(fault);
    }
  }
}

/** With the byte that says what it is. */
function lengthOfMessage(bytes: Buffer): number {
  return 1 + bytes.readInt32BE(1);
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}

function headerLength({ view }: CopiedRow, at: number): number {
  return headerAtLeast + view.getInt32(at + signature + 4);
}

/** Finds where the columns of the row at `at` are. False when none is there: the copy ends. */
function readRow(row: CopiedRow, at: number): boolean {
  const { view, starts, lengths } = row;
  const columns = view.getInt16(at);
  if (columns < 0) return false;
  let place = at + 2;
  for (let column = 0; column < columns; column++) {
    const length = view.getInt32(place);
    place += 4;
    starts[column] = place;
    lengths[column] = length;
    if (length > 0) place += length;
  }
  row.end = place;
  return true;
}
