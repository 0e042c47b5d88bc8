import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { minorDigits } from '../../../models/money.js';
import type { TradeInRow } from '../../../models/trade-in/trade-in-row.js';
import type { TradeInTableEntity } from '../../../models/trade-in/trade-in-table.entity.js';
import { Changes } from '../../platform/changes.js';
import { Clock } from '../../platform/clock.js';
import { importImpossible } from '../../platform/csv/import-impossible.js';
import { csvIn } from '../../platform/csv/read-csv.js';
import type { ImportRemark } from '../../platform/csv/row-remark.js';
import { readWhole } from '../../platform/csv/whole-table.js';
import { readTradeInRow } from './read-trade-in-row.js';
import { tradeInColumns } from './trade-in-columns.js';
import { TradeInTablesRepository } from './trade-in-tables.repository.js';
import { tradeInTopic, ValuationTables } from './valuation-tables.service.js';

/** A table to publish: what is said of it, and which of its columns (field to column) we would not know. */
export interface ValuationImport {
  readonly tenantId: string;
  readonly name: string;
  readonly currency: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** The version that was published, or every row that stands in its way. */
export type PublishedValuations =
  { readonly table: TradeInTableEntity } | { readonly rejected: readonly ImportRemark[] };

/** Publishes tables of what cars are worth: all of a table or nothing, as half a price list is a wrong one. */
@Injectable()
export class ValuationPublisher {
  constructor(
    private readonly repository: TradeInTablesRepository,
    private readonly tables: ValuationTables,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError IMPORT_IMPOSSIBLE when the text cannot be read, or what is said of the table cannot be */
  async publish({ columns: mapped, ...wanted }: ValuationImport, csv: string): Promise<PublishedValuations> {
    const digits = minorDigits(wanted.currency);
    if (digits === null) throw importImpossible('There is no currency of that code; give an ISO 4217 code such as USD.'); // prettier-ignore
    if (wanted.name === '' || wanted.name.length > 120)
      throw importImpossible('A table needs a name of at most 120 characters.');
    const file = await csvIn(csv);
    const columns = tradeInColumns(file.columns, mapped);
    const read = await readWhole(file, (cells) => readTradeInRow(cells, columns, digits));
    return 'rejected' in read ? read : { table: await this.write(wanted, read.rows) };
  }

  private async write(
    { tenantId, name, currency }: Omit<ValuationImport, 'columns'>,
    rows: readonly TradeInRow[],
  ): Promise<TradeInTableEntity> {
    const table = await this.repository.transaction(async (manager) => {
      const version = await this.repository.nextVersion(manager, tenantId, name);
      const made = { tenantId, id: uuidv7(), name, version, currency, rows, publishedAt: new Date(this.clock.now()) }; // prettier-ignore
      await this.repository.insert(manager, made);
      await this.changes.announce(manager, tradeInTopic, tenantId);
      return made;
    });
    await this.tables.catchUp(tenantId);
    return table;
  }
}
