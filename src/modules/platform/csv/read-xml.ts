import { SaxesParser } from 'saxes';
import { importImpossible } from './import-impossible.js';
import { bytesOf, openBytes, type ProbedFile } from './open-bytes.js';
import type { CsvFile, CsvLine } from './read-csv.js';

/** What feeds call one thing of their list: Meta `listing`, RSS `item`, Atom `entry`; and what one would call it. */
const recordNames = new Set(['listing', 'item', 'entry', 'vehicle', 'car', 'unit', 'product', 'offer', 'row', 'record']); // prettier-ignore

/** Longest stretch without an end of a record; an element that is never closed would otherwise fill the memory. */
const longestRecord = 2_000_000;

/** Most different names of elements in a file, and the longest path of one: all of them are kept while it is read. */
const mostColumns = 1_000;
const longestPath = 500;

/** One thing of the list: `mileage.value` to its text. What comes twice is `image.url`, then `image[1].url`. */
interface XmlRecord {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * Opens an XML file as a table: every `listing`, `item`, `entry`, `vehicle` … is a line, its elements are the cells. It is read
 * twice, as the columns are known at its end only; so one that breaks off is refused before anything is taken from it.
 * Namespaces and attributes are passed over, entities of its own are not read.
 * @throws AppError IMPORT_IMPOSSIBLE when it is no well-formed XML or has no such elements
 */
export async function xmlOf(file: ProbedFile): Promise<CsvFile> {
  const columns = new Set<string>();
  for await (const { cells } of recordsOf(file, () => undefined))
    for (const column of Object.keys(cells)) {
      columns.add(column);
      if (columns.size > mostColumns)
        throw importImpossible(`${file.name} has more than ${mostColumns} different elements in its records; leave out those that say nothing of a car.`); // prettier-ignore
    }
  if (columns.size === 0)
    throw importImpossible(
      `${file.name} has nothing to import: none of the elements ${[...recordNames].join(', ')} with anything in it.`,
    );
  let progress = () => 0;
  const lines = linesOf(recordsOf(file, (share) => (progress = share)));
  return { columns: [...columns], lines, progress: () => progress(), shape: 'XML' };
}

async function* linesOf(records: AsyncIterable<XmlRecord>): AsyncGenerator<CsvLine> {
  for await (const record of records) yield { ...record, surplus: 0 };
}

async function* recordsOf(file: ProbedFile, begun: (share: () => number) => void): AsyncGenerator<XmlRecord> {
  const { steps, progress } = await openBytes(file);
  begun(progress);
  const reader = new RecordReader();
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of bytesOf(steps)) {
      if (Buffer.isBuffer(chunk)) yield* reader.take(decoder.decode(chunk, { stream: true }));
    }
    yield* reader.end();
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : 'it cannot be read';
    throw importImpossible(`${file.name} is no whole XML file: ${why} (line ${reader.line}). Mend the file and send it again.`); // prettier-ignore
  }
}

/** Cuts a stream of XML into records. */
class RecordReader {
  private readonly parser = new SaxesParser();
  private readonly ready: XmlRecord[] = [];
  /** Names of the open elements within the record, each with its number among its like. */
  private path: string[] = [];
  private seen = new Map<string, number>();
  private cells: Record<string, string> | null = null;
  private text = '';
  private isLeaf = false;
  private since = 0;

  constructor() {
    this.parser.on('opentag', ({ name }) => this.open(name));
    this.parser.on('closetag', ({ name }) => this.close(name));
    this.parser.on('text', (text) => (this.text += text));
    this.parser.on('cdata', (text) => (this.text += text));
  }

  get line(): number {
    return this.parser.line;
  }

  /** The records that end in this piece. @throws Error where the XML is not well formed */
  take(text: string): XmlRecord[] {
    this.since += text.length;
    this.parser.write(text);
    if (this.since > longestRecord) throw new Error('an element is longer than 2 MB');
    return this.ready.splice(0);
  }

  /** Says that nothing follows. @throws Error where something is not closed */
  end(): XmlRecord[] {
    this.parser.close();
    return this.ready.splice(0);
  }

  private open(written: string): void {
    const name = bareName(written);
    this.text = '';
    this.isLeaf = true;
    if (!this.cells) {
      if (!recordNames.has(name)) return;
      this.cells = {};
      this.path = [];
      this.seen = new Map();
      return;
    }
    const place = [...this.path, name].join('.');
    if (place.length > longestPath) throw new Error('elements lie too deep within each other, or have too long names'); // prettier-ignore
    const before = this.seen.get(place) ?? 0;
    this.seen.set(place, before + 1);
    this.path.push(before === 0 ? name : `${name}[${before}]`);
  }

  private close(written: string): void {
    const { cells, path, text } = this;
    if (!cells) return;
    if (path.length === 0 && recordNames.has(bareName(written))) {
      if (Object.keys(cells).length > 0) this.ready.push({ line: this.line, cells });
      this.cells = null;
      this.since = 0;
      return;
    }
    if (this.isLeaf && text.trim() !== '') cells[path.join('.')] = text.trim();
    this.isLeaf = false;
    this.text = '';
    path.pop();
  }
}

/** `g:id` is `id`. */
function bareName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
