import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { FinanceTableEntity } from '../../../models/finance/finance-table.entity.js';
import type { RateRow } from '../../../models/finance/rate-row.js';
import { Changes } from '../../platform/changes.js';
import { Clock } from '../../platform/clock.js';
import { csvIn, openCsv, type CsvFile } from '../../platform/csv/read-csv.js';
import type { ImportRemark } from '../../platform/csv/row-remark.js';
import { readWhole } from '../../platform/csv/whole-table.js';
import { FinanceTablesRepository } from './finance-tables.repository.js';
import { financeTopic, RateTables } from './rate-tables.service.js';
import { rateColumns, type RateColumns } from './rate-columns.js';
import { readRateRow } from './read-rate-row.js';
import { digitsOf, type TableDraft } from './table-draft.js';

/** A table to publish: what is said of it, and which of its columns (field to column) we would not know. */
export interface TableImport extends TableDraft {
  readonly tenantId: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** Who is told while a file is read. */
export interface TableListener {
  readonly onColumns?: (columns: RateColumns) => void;
  readonly onProgress?: (share: number, rows: number, rejected: number) => void;
}

/** The version that was published, or every row that stands in its way. */
export type Published =
  { readonly table: FinanceTableEntity } | { readonly rejected: readonly ImportRemark[] };

/** Publishes tables of rates: all of a table or nothing, as half a price list is a wrong one. */
@Injectable()
export class TablePublisher {
  constructor(
    private readonly repository: FinanceTablesRepository,
    private readonly tables: RateTables,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError IMPORT_IMPOSSIBLE when the file cannot be read, or what is said of the table cannot be */
  async publishFile(wanted: TableImport, path: string, listener: TableListener = {}): Promise<Published> {
    return this.publish(wanted, await openCsv(path), listener);
  }

  /** The same of a text. @throws AppError IMPORT_IMPOSSIBLE */
  async publishText(wanted: TableImport, csv: string): Promise<Published> {
    return this.publish(wanted, await csvIn(csv), {});
  }

  private async publish({ tenantId, columns: mapped, ...draft }: TableImport, file: CsvFile, listener: TableListener): Promise<Published> {
    const digits = digitsOf(draft);
    const columns = rateColumns(file.columns, mapped);
    listener.onColumns?.(columns);
    const read = await readWhole(file, (cells) => readRateRow(cells, columns, digits), listener.onProgress);
    if ('rejected' in read) return read;
    return { table: await this.write(tenantId, draft, read.rows) };
  } // prettier-ignore

  private async write(tenantId: string, draft: TableDraft, rows: readonly RateRow[]): Promise<FinanceTableEntity> {
    const table = await this.repository.transaction(async (manager) => {
      const version = await this.repository.nextVersion(manager, tenantId, draft.name);
      const made = { ...draft, tenantId, id: uuidv7(), version, rows, publishedAt: new Date(this.clock.now()) };
      await this.repository.insert(manager, made);
      await this.changes.announce(manager, financeTopic, tenantId);
      return made;
    });
    await this.tables.catchUp(tenantId);
    return table;
  } // prettier-ignore
}
