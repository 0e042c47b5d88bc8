import { Injectable } from '@nestjs/common';
import type { AudienceListEntity } from '../../../models/segment/audience-list.entity.js';
import { importImpossible } from '../../platform/csv/import-impossible.js';
import { csvIn, openCsv, type CsvFile, type CsvLine } from '../../platform/csv/read-csv.js';
import { classOf, type ImportRemark } from '../../platform/csv/row-remark.js';
import { listColumns, personIn, type ListColumns } from './list-columns.js';
import { ListEditor } from './list-editor.service.js';
import { ListReader } from './list-reader.js';
import { addedUp, nothingYet, type ListBeingChanged, type ListTally } from './list-writer.js';
import type { NamedPerson, ReadPerson } from './named-by.js';
import { PeopleOnLists, type ListChange } from './people-on-lists.service.js';

/** How far an import is; at the end, what came of it. */
export interface ListImportProgress extends ListTally {
  readonly rows: number;
  /** Rows that name nobody who could be put on a list. */
  readonly rejected: number;
  /** Share of the file read, 0 to 1. */
  readonly share: number;
}

/** Who is told while the file is read. A remark is awaited, so that they cannot pile up in memory. */
export interface ListImportListener {
  readonly onColumns?: (columns: ListColumns) => void;
  readonly onProgress?: (progress: ListImportProgress) => void;
  readonly onRemark?: (remark: ImportRemark) => void | Promise<void>;
}

/** Which list, what is to become of it, and which columns (field to column) name people. */
export interface ListImport {
  readonly tenantId: string;
  readonly listId: string;
  readonly change: ListChange;
  readonly columns: Readonly<Record<string, string>>;
}

/** A row of the file, by its line. */
interface Row {
  readonly line: number;
  readonly person: NamedPerson;
}

const batchRows = 500;
const nobody = 'names nobody';

/** Puts the people of a file on a list, or takes them off. The same file again changes nothing. */
@Injectable()
export class ListImportService {
  constructor(
    private readonly editor: ListEditor,
    private readonly reader: ListReader,
    private readonly people: PeopleOnLists,
  ) {}

  /** @throws AppError IMPORT_IMPOSSIBLE when the file cannot be read, or no column names people */
  async importFile(
    wanted: ListImport,
    path: string,
    listener: ListImportListener = {},
  ): Promise<ListImportProgress> {
    return (await this.import(wanted, await openCsv(path), Infinity, listener)).total;
  }

  /**
   * The same of a text of at most `mostRows`.
   * @throws AppError IMPORT_IMPOSSIBLE, also when there are more; what stands before is imported
   */
  async importText(
    wanted: ListImport,
    csv: string,
    mostRows: number,
    listener: ListImportListener = {},
  ): Promise<{ list: AudienceListEntity; total: ListImportProgress }> {
    return this.import(wanted, await csvIn(csv), mostRows, listener);
  }

  private async import(
    { tenantId, listId, change, columns: mapped }: ListImport,
    file: CsvFile,
    mostRows: number,
    listener: ListImportListener,
  ): Promise<{ list: AudienceListEntity; total: ListImportProgress }> {
    const columns = listColumns(file.columns, mapped);
    listener.onColumns?.(columns);
    const list = await this.editor.begin({ tenantId }, listId);
    let total: ListImportProgress = { ...nothingYet, rows: 0, rejected: 0, share: 0 };
    let batch: Row[] = [];
    const flush = async () => {
      const { tally, rejected } = await this.take(list, change, batch, columns, listener);
      total = { ...total, ...addedUp(total, tally), rejected: total.rejected + rejected, share: file.progress() }; // prettier-ignore
      batch = [];
      listener.onProgress?.(total);
    };
    try {
      for await (const line of file.lines) {
        if (total.rows === mostRows) throw importImpossible(`There are more than ${mostRows} rows; send the rest in another, or use the command import:list.`); // prettier-ignore
        const remark = brokenLine(line);
        total = { ...total, rows: total.rows + 1, rejected: total.rejected + (remark ? 1 : 0) };
        if (remark) await listener.onRemark?.(remark);
        else if ('cells' in line) batch.push({ line: line.line, person: personIn(line.cells, columns) });
        if (batch.length === batchRows) await flush();
      }
    } finally {
      // Also where the file breaks off: what stands before is taken.
      await flush();
    }
    if (change === 'REPLACE') requireMostRead(total);
    return { list, total: { ...total, ...addedUp(total, await this.people.finish(list, change)) } };
  }

  private async take(
    list: ListBeingChanged,
    change: ListChange,
    rows: readonly Row[],
    columns: ListColumns,
    listener: ListImportListener,
  ): Promise<{ tally: ListTally; rejected: number }> {
    const read = await this.reader.read(list.tenantId, rows.map(({ person }) => person)); // prettier-ignore
    for (const [at, row] of rows.entries())
      for (const remark of remarksOf(row, read[at], columns)) await listener.onRemark?.(remark);
    const tally = await this.people.apply(list, change, read.flatMap(({ ids }) => ids)); // prettier-ignore
    return { tally, rejected: read.filter(({ ids }) => ids.length === 0).length };
  }
}

/** A file of which nobody, or the smaller part, is left over was meant otherwise: whoever stands on the list stays. */
function requireMostRead({ rows, rejected }: ListImportProgress): void {
  if (rejected === rows) throw importImpossible('No row names anybody, so the list stays as it is; to empty it, archive it.'); // prettier-ignore
  if (rejected * 2 <= rows) return;
  throw importImpossible(`Of ${rows} rows ${rejected} name nobody, so nobody is taken off the list; those whom the others name stand on it. Mend those rows; to replace it by the others alone, send a file without them.`); // prettier-ignore
}

function brokenLine(line: CsvLine): ImportRemark | null {
  const at = { line: line.line, severity: 'reject', column: '', valueClass: 'row' } as const;
  if ('fault' in line) return { ...at, reason: `cannot be read: ${line.fault}`, remedy: 'mend the quotes or cells of this line' }; // prettier-ignore
  if (line.surplus === 0) return null;
  const reason = 'has more cells than the first line names columns, so they have shifted';
  return { ...at, reason, remedy: 'put cells that hold the separator in double quotes' };
}

/** What is wrong with a row: it is rejected where nothing in it is anybody's id. */
function remarksOf(
  { line, person }: Row,
  read: ReadPerson | undefined,
  { columnOf }: ListColumns,
): ImportRemark[] {
  const { ids = [], faults = [] } = read ?? {};
  const severity = ids.length === 0 ? 'reject' : 'warning';
  if (ids.length === 0 && faults.length === 0) {
    const column = Object.values(columnOf).join(', ');
    return [{ line, severity, column, valueClass: 'empty', reason: nobody, remedy: 'fill in an id of the person' }]; // prettier-ignore
  }
  return faults.map(({ field, reason, remedy }) => ({
    line,
    severity,
    column: columnOf[field] ?? field,
    valueClass: classOf((person[field] ?? '').trim()),
    reason,
    remedy,
  }));
}
