import { once } from 'node:events';
import { createWriteStream, openSync, type WriteStream } from 'node:fs';
import type { ImportRemark } from '../modules/platform/csv/row-remark.js';

/** How a file's columns were understood. */
interface ReadColumns {
  readonly columnOf: Readonly<Record<string, string>>;
  readonly defaults: Readonly<Record<string, string>>;
  /** Columns nobody asked about; told once, so that a misspelt one is seen. */
  readonly unused?: readonly string[];
  /** Columns that are taken as they are. */
  readonly properties?: readonly string[];
}

const titles: Readonly<Record<string, string>> = { unused: 'Not used', properties: 'Properties' };

/** Most remarks shown on screen; the file has them all. */
const mostShown = 10;

/** What an import has to say of its rows: the first on screen, all of them in a file, and a count of each kind. */
export class ImportReport {
  private readonly file: WriteStream | null;
  private readonly counts = new Map<string, { count: number; remedy: string }>();
  private shown = 0;
  private total = 0;

  /** @throws Error when the file cannot be written */
  constructor(private readonly path: string | undefined) {
    this.file = path === undefined ? null : createWriteStream(path, { fd: openSync(path, 'w') });
    this.file?.write('line,severity,column,value,reason,remedy\n');
  }

  /** Says how the columns were understood, before anything is written. */
  columns({ columnOf, defaults, ...others }: ReadColumns): void {
    const meant = Object.entries(columnOf).map(([field, column]) => `${field} ← ${column}`);
    const given = Object.entries(defaults).map(([field, value]) => `${field} = ${value}`);
    process.stdout.write(`Columns: ${[...meant, ...given].join(', ')}\n`);
    for (const [what, names] of Object.entries(others))
      if (names.length > 0) process.stdout.write(`${titles[what] ?? what}: ${names.join(', ')}\n`);
  }

  /** Resolves when the file can take more. */
  async add(remark: ImportRemark): Promise<void> {
    const { line, severity, column, valueClass, reason, remedy } = remark;
    const kind = `${severity}: ${column} ${reason}`;
    const known = this.counts.get(kind);
    // Reasons that name a line are each their own kind: keep the table small, the file has every one.
    if (known) known.count++;
    else if (this.counts.size < 1_000) this.counts.set(kind, { count: 1, remedy });
    this.total++;
    if (severity === 'reject' && this.shown++ < mostShown)
      process.stdout.write(`line ${line}: ${column}${column && ' '}(${valueClass}) ${reason}; ${remedy}\n`);
    const cells = [String(line), severity, column, valueClass, reason, remedy];
    if (this.file && !this.file.write(`${cells.map(quoted).join(',')}\n`)) await once(this.file, 'drain');
  }

  /** Writes the file out. */
  async close(): Promise<void> {
    if (!this.file) return;
    this.file.end();
    await once(this.file, 'finish');
  }

  /** Each kind of remark with its count, most frequent first; empty when there was none. */
  summary(): string {
    if (this.total === 0) return '';
    const kinds = [...this.counts].sort(([, a], [, b]) => b.count - a.count).slice(0, mostShown);
    const lines = kinds.map(([kind, { count, remedy }]) => `  ${count} × ${kind}; ${remedy}`);
    const where = this.path === undefined ? 'all of them go to a file with --report FILE' : `all of them are in ${this.path}`; // prettier-ignore
    return `${lines.join('\n')}\n  (${this.total} in all; ${where})\n`;
  }
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
