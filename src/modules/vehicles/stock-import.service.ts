import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { ImportRemark, RowRemark } from '../platform/csv/row-remark.js';
import { CatalogueRepository } from './catalogue.repository.js';
import { bodyOfModel } from './model-bodies.js';
import { openCsv, type CsvLine } from '../platform/csv/read-csv.js';
import { resolveColumns, type StockColumns } from './stock-columns.js';
import { readStockRow, type RowContext } from './stock-row.js';
import { StockWriterService } from './stock-writer.service.js';
import type { NewStockUnit } from './stock.js';
import { importImpossible } from '../platform/csv/import-impossible.js';
import { DealersService } from './dealers.service.js';

export type { StockColumns } from './stock-columns.js';

/** A stock file to import, and how to read it. */
export interface StockImportOrder {
  readonly path: string;
  readonly tenantId: string;
  /** ISO 4217: prices in any other are rejected. */
  readonly currency: string;
  /** Code of the dealer of rows that name none; may be left out where the tenant has one dealer. */
  readonly dealer?: string | undefined;
  /** Field to column: `{ mileageMiles: 'mileage' }`. */
  readonly map: Readonly<Record<string, string>>;
  /** Field to the value of rows without one: `{ condition: 'USED' }`. */
  readonly defaults: Readonly<Record<string, string>>;
}

/** How far a stock import is; at the end, what came of it. */
export interface StockImportProgress {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly warnings: number;
  /** Share of the file read, 0 to 1. */
  readonly share: number;
}

/** Who is told while the file is read. A report is awaited, so that it cannot pile up in memory. */
export interface StockImportListener {
  readonly onColumns?: (columns: StockColumns) => void;
  readonly onProgress?: (progress: StockImportProgress) => void;
  readonly onRemark?: (remark: ImportRemark) => void | Promise<void>;
}

const batchRows = 500;

/**
 * Brings a dealer's file into the stock: read as a stream, written in small transactions, every row that cannot be
 * taken told with its line and its remedy. The same file again changes nothing.
 */
@Injectable()
export class StockImportService {
  constructor(
    private readonly dealers: DealersService,
    private readonly catalogue: CatalogueRepository,
    private readonly writer: StockWriterService,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError IMPORT_IMPOSSIBLE when the file cannot be read, or its columns or the dealer are not known */
  async import(order: StockImportOrder, listener: StockImportListener = {}): Promise<StockImportProgress> {
    const file = await openCsv(order.path);
    const columns = resolveColumns(file.columns, order.map, order.defaults);
    listener.onColumns?.(columns);
    const context = await this.contextOf(order, columns);
    const keepState = columns.columnOf.state === undefined;
    const lineOf = new Map<string, number>();
    let total = { rows: 0, added: 0, changed: 0, unchanged: 0, rejected: 0, warnings: 0, share: 0 };
    let batch: NewStockUnit[] = [];
    const flush = async () => {
      const counts = await this.writer.write(order.tenantId, batch, keepState);
      batch = [];
      const { added, changed, unchanged } = total;
      total = { ...total, added: added + counts.added, changed: changed + counts.changed, unchanged: unchanged + counts.unchanged, share: file.progress() }; // prettier-ignore
      listener.onProgress?.(total);
    };
    try {
      for await (const line of file.lines) {
        const { unit, remarks } = judge(line, context, lineOf);
        total.rows++;
        if (unit) batch.push(unit);
        else total.rejected++;
        for (const remark of remarks) {
          if (remark.severity === 'warning') total.warnings++;
          await listener.onRemark?.(remark);
        }
        if (batch.length === batchRows) await flush();
      }
    } finally {
      // Also where the file breaks off: what stands before is taken.
      await flush();
    }
    return total;
  }

  private async contextOf(order: StockImportOrder, columns: StockColumns): Promise<RowContext> {
    const dealers = await this.dealers.list(order);
    const dealerIds = new Map(dealers.map(({ code, id }) => [code, id]));
    const only = dealers.length === 1 ? dealers[0]?.id : undefined;
    const dealerId = order.dealer === undefined ? only : dealerIds.get(order.dealer);
    const codes =
      dealers.map(({ code }) => code).join(', ') || 'none yet: add one with the mutation createDealer';
    if (order.dealer !== undefined && dealerId === undefined)
      throw importImpossible(`The tenant has no dealer ${order.dealer}; its dealers are ${codes}.`);
    if (
      dealerId === undefined &&
      columns.columnOf.dealer === undefined &&
      columns.defaults.dealer === undefined
    )
      throw importImpossible(
        `Neither the file nor --dealer says where the cars stand; the dealers are ${codes}.`,
      );
    const seen = new Map<string, number>();
    return {
      tenantId: order.tenantId,
      currency: order.currency,
      latestYear: new Date(this.clock.now()).getUTCFullYear() + 2,
      columns,
      dealerIds,
      dealerId: dealerId ?? null,
      occurrence: (key) => {
        const before = seen.get(key) ?? 0;
        seen.set(key, before + 1);
        return before;
      },
      ...(await this.catalogueView()),
    };
  }

  /** The catalogue by name, in memory for the time of the import. */
  private async catalogueView(): Promise<Pick<RowContext, 'bodyOf' | 'trimIdOf'>> {
    const nameOf = (...parts: (string | number)[]) => parts.join('|').toLowerCase();
    const bodies = new Map(
      (await this.catalogue.usualBodies()).map(({ make, model, bodyStyle }) => [
        nameOf(make, model),
        bodyStyle,
      ]),
    );
    const trims = new Map(
      (await this.catalogue.idsByName()).map(({ id, make, model, trim, modelYear }) => [nameOf(make, model, trim, modelYear), id]), // prettier-ignore
    );
    return {
      bodyOf: (make, model) => bodyOfModel(make, model) ?? bodies.get(nameOf(make, model)),
      trimIdOf: (make, model, trim, modelYear) => trims.get(nameOf(make, model, trim, modelYear)) ?? null,
    };
  }
}

/** One line: a car to write or none, and what is to be said of it. `lineOf` knows the numbers already taken. */
function judge(
  line: CsvLine,
  context: RowContext,
  lineOf: Map<string, number>,
): { unit?: NewStockUnit; remarks: ImportRemark[] } {
  const at = line.line;
  const told = (severity: 'reject' | 'warning', remarks: readonly RowRemark[]): ImportRemark[] =>
    remarks.map((remark) => ({ ...remark, line: at, severity }));
  if ('fault' in line) {
    const reason = `cannot be read: ${line.fault}`;
    return { remarks: told('reject', [{ column: '', valueClass: 'row', reason, remedy: 'mend the quotes or cells of this line' }]) }; // prettier-ignore
  }
  const outcome = readStockRow(line.cells, context);
  if ('rejects' in outcome) return { remarks: told('reject', outcome.rejects) };
  const { unit, warnings } = outcome;
  const earlier = lineOf.get(unit.stockNumber);
  if (earlier !== undefined) {
    const column = context.columns.columnOf.stockNumber ?? context.columns.columnOf.vin ?? '';
    const reason = `has the stock number of line ${earlier}`;
    return { remarks: told('reject', [{ column, valueClass: 'duplicate', reason, remedy: 'leave one of the two out, or number them apart' }]) }; // prettier-ignore
  }
  lineOf.set(unit.stockNumber, at);
  return { unit, remarks: told('warning', warnings) };
}
