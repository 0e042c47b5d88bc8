import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { StockFeedRecord } from '../../models/vehicle/stock-feed.entity.js';
import type { FeedFormat, FeedMode } from '../../models/vehicle/stock-feed.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { importImpossible } from '../platform/csv/import-impossible.js';
import { openTable } from '../platform/csv/open-table.js';
import type { CsvFile } from '../platform/csv/read-csv.js';
import type { ImportRemark } from '../platform/csv/row-remark.js';
import { storableText } from '../platform/storable.js';
import { FeedLeaving } from './feeds/feed-leaving.js';
import { formatOf, unfoldColumns } from './feeds/feed-format.js';
import { FeedRun } from './feeds/feed-run.js';
import { FeedsRepository } from './feeds/feeds.repository.js';
import { RowContexts, type RowOrder } from './feeds/row-contexts.js';
import { RowJudge } from './feeds/row-judge.js';
import { resolveColumns, type StockColumns } from './stock-columns.js';
import { StockWriterService } from './stock-writer.service.js';

export type { StockColumns } from './stock-columns.js';

/** A file of a feed to import, and how to read it. */
export interface StockImportOrder extends RowOrder {
  readonly path: string;
  /** What messages call the file, where its path means nothing to who reads them. */
  readonly fileName?: string | undefined;
  /** Field to column: `{ mileageMiles: 'mileage' }`. */
  readonly map: Readonly<Record<string, string>>;
  /** Field to the value of rows without one: `{ condition: 'USED' }`. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Which feed it is a file of; `stock` when left out. */
  readonly feed?: string | undefined;
  /** `DELTA` when left out: nothing leaves but what the file says is gone. */
  readonly mode?: FeedMode | undefined;
  /** Largest share of the cars of its dealers that a full feed may take off, in percent; 30 when left out. */
  readonly mostLeavingPercent?: number | undefined;
  /** Most rows it may have: a longer one breaks off there. */
  readonly mostRows?: number | undefined;
}

/** How far a file is; at the end, what came of it. */
export type StockImportProgress = StockFeedRecord;

/** Who is told while the file is read. A report is awaited, so that it cannot pile up in memory. */
export interface StockImportListener {
  readonly onColumns?: (columns: StockColumns, format: FeedFormat) => void;
  readonly onProgress?: (progress: StockImportProgress) => void;
  readonly onRemark?: (remark: ImportRemark) => void | Promise<void>;
}

/** Every number of a file is remembered while it is read, so there is an end to how many there may be. */
const mostRows = 1_000_000;
const keptMs = 90 * 24 * 3_600_000;

/**
 * Brings a file of a feed into the stock: read as a stream, written in small transactions, every row that cannot be taken told
 * with its line and its remedy. The same file again changes nothing, so one that was cut short is simply sent again.
 */
@Injectable()
export class StockImportService {
  constructor(
    private readonly contexts: RowContexts,
    private readonly writer: StockWriterService,
    private readonly feeds: FeedsRepository,
    private readonly leaving: FeedLeaving,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the feed as it ended: done, or held back from taking cars off
   * @throws AppError IMPORT_IMPOSSIBLE when the file cannot be read, or its columns or the dealer are not known
   */
  async import(order: StockImportOrder, listener: StockImportListener = {}): Promise<StockFeedRecord> {
    requireSound(order);
    const file = await openTable(order.path, order.fileName);
    const format = formatOf(file.columns);
    const { columns: header, unfold } = unfoldColumns(file.columns, format);
    const columns = resolveColumns(header, order.map, order.defaults);
    listener.onColumns?.(columns, format);
    const judge = new RowJudge(await this.contexts.of(order, columns), unfold);
    const feed = this.newFeed(order, format, file);
    await this.feeds.begin(feed, this.clock.now() - keptMs);
    const run = new FeedRun({ writer: this.writer, feeds: this.feeds, clock: this.clock }, feed, {
      keepState: columns.columnOf.state === undefined,
      share: file.progress,
      told: (progress) => listener.onProgress?.(progress),
      remarked: (remark) => listener.onRemark?.(remark),
    });
    try {
      await this.read(file, judge, run, listener, order.mostRows ?? mostRows);
    } catch (fault) {
      await this.breakOff(run.feed, fault);
      throw fault;
    }
    if (feed.mode === 'FULL') return this.leaving.conclude(run.feed, judge);
    return this.end({ ...run.feed, status: 'DONE' });
  }

  private async read(
    file: CsvFile,
    judge: RowJudge,
    run: FeedRun,
    listener: StockImportListener,
    most: number,
  ): Promise<void> {
    let rows = 0;
    try {
      for await (const line of file.lines) {
        if (rows++ === most) throw importImpossible(`There are more than ${most} rows; those before are imported. Send the rest in another file.`); // prettier-ignore
        const row = judge.judge(line);
        for (const remark of row.remarks) await listener.onRemark?.(remark);
        await run.take(row);
      }
    } finally {
      // Also where the file breaks off: what stands before is taken.
      await run.finish();
    }
  }

  /** A full feed that broke off takes nothing off: nobody knows what would have followed. */
  private async breakOff(feed: StockFeedRecord, fault: unknown): Promise<void> {
    const trouble = fault instanceof AppError ? fault.message : 'It could not be written; send it again.';
    await this.end({ ...feed, status: 'BROKEN_OFF', trouble: storableText(trouble) });
  }

  private async end(feed: StockFeedRecord): Promise<StockFeedRecord> {
    const ended = { ...feed, updatedAt: new Date(this.clock.now()) };
    await this.feeds.advance(this.feeds.manager, ended);
    return ended;
  }

  private newFeed(order: StockImportOrder, format: FeedFormat, { shape }: CsvFile): StockFeedRecord {
    const now = new Date(this.clock.now());
    const { tenantId, feed = 'stock', mode = 'DELTA', mostLeavingPercent = 30 } = order;
    const counts = { rows: 0, added: 0, changed: 0, unchanged: 0, rejected: 0, warnings: 0, withdrawn: 0, leaving: 0, held: 0 }; // prettier-ignore
    return { tenantId, id: uuidv7(), name: feed, mode, format, shape, status: 'RUNNING', ...counts, dealerIds: [], mostLeavingPercent, hold: null, trouble: null, share: 0, begunAt: now, updatedAt: now, acceptedAt: null }; // prettier-ignore
  }
}

function requireSound({ feed = 'stock', mostLeavingPercent = 30 }: StockImportOrder): void {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u.test(feed))
    throw importImpossible('A feed is named with up to 64 letters, digits, spaces, dots and dashes.');
  if (!(mostLeavingPercent >= 0 && mostLeavingPercent <= 100))
    throw importImpossible('The share of cars that may leave is given in percent, 0 to 100.');
}
