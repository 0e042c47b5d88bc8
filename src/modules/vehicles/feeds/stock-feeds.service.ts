import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import type { StockFeedRecord } from '../../../models/vehicle/stock-feed.entity.js';
import type { StockFeedRemarkEntity } from '../../../models/vehicle/stock-feed-remark.entity.js';
import { Clock } from '../../platform/clock.js';
import { withUpload } from '../../platform/csv/uploaded-file.js';
import type { Page } from '../../platform/graphql/connection.js';
import { TenancyService } from '../../tenancy/tenancy.service.js';
import { StockImportService, type StockImportOrder } from '../stock-import.service.js';
import { StockMemory } from '../stock-memory.js';
import { stockFeedNotFound } from '../vehicles.errors.js';
import { FeedLeaving } from './feed-leaving.js';
import { FeedsRepository } from './feeds.repository.js';

/** How an uploaded file is to be read. */
export type UploadOrder = Omit<StockImportOrder, 'path' | 'fileName' | 'tenantId' | 'currency'>;

/** Why a feed cannot be accepted: nothing holds it back, or a newer file of its feed was begun. */
export type NotAcceptable = 'NOT_HELD_BACK' | 'OVERTAKEN';

/** A file with no news for so long is read by nobody any more. */
const stalledMs = 5 * 60_000;
const stalled =
  'Whoever read it ended before its end. What it had read is in the stock; send the file again.';

const idSchema = z.uuid();
const pageKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** Files of feeds as marketers deal with them: sent, looked at, accepted where they were held back. */
@Injectable()
export class StockFeedsService {
  constructor(
    private readonly imports: StockImportService,
    private readonly feeds: FeedsRepository,
    private readonly leaving: FeedLeaving,
    private readonly memory: StockMemory,
    private readonly tenancy: TenancyService,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads a file that is being sent. Resolves when all of it is in the stock.
   * @throws AppError IMPORT_IMPOSSIBLE, BODY_TOO_LARGE, BUSY
   */
  async importUpload(
    caller: Pick<Caller, 'tenantId'>,
    bytes: Readable,
    order: UploadOrder,
  ): Promise<StockFeedRecord> {
    const { tenantId } = caller;
    const { currency } = await this.tenancy.tenant(caller);
    try {
      return await withUpload(bytes, (path) =>
        this.imports.import({ ...order, path, fileName: 'The file', tenantId, currency }),
      );
    } finally {
      // Whoever has the answer sees what it says; other processes hear of it.
      await this.memory.refresh(tenantId);
    }
  }

  /** The same of a text. @throws AppError IMPORT_IMPOSSIBLE, BUSY */
  importText(caller: Pick<Caller, 'tenantId'>, text: string, order: UploadOrder): Promise<StockFeedRecord> {
    return this.importUpload(caller, Readable.from([Buffer.from(text)]), order);
  }

  /** @throws AppError STOCK_FEED_NOT_FOUND */
  async find({ tenantId }: Pick<Caller, 'tenantId'>, id: string): Promise<StockFeedRecord> {
    const feed = idSchema.safeParse(id).success ? await this.feeds.find(tenantId, id) : null;
    if (!feed) throw stockFeedNotFound(id);
    return this.asOfNow(feed);
  }

  /** Files read in the last ninety days, newest first, one more than the page holds. */
  async list({ tenantId }: Caller, page: Page): Promise<StockFeedRecord[]> {
    const key = pageKey.safeParse(page.afterKey);
    const rows = await this.feeds.page(tenantId, { ...page, afterKey: key.success ? key.data : null });
    return rows.map((feed) => this.asOfNow(feed));
  }

  /** What was said of a file's rows, one more than the page holds. */
  remarks({ tenantId }: Caller, feedId: string, page: Page): Promise<StockFeedRemarkEntity[]> {
    const after = Number(page.afterKey?.[0] ?? 0);
    return this.feeds.remarks(tenantId, feedId, Number.isInteger(after) ? after : 0, page.limit);
  }

  /** Lets a feed that was held back take its cars off after all. @throws AppError STOCK_FEED_NOT_FOUND */
  async accept(caller: Caller, id: string): Promise<StockFeedRecord | NotAcceptable> {
    const feed = await this.find(caller, id);
    if (feed.hold === 'OVERTAKEN') return 'OVERTAKEN';
    if (feed.status !== 'HELD_BACK') return 'NOT_HELD_BACK';
    const accepted = await this.leaving.accept(feed);
    await this.memory.refresh(caller.tenantId);
    return accepted;
  }

  private asOfNow(feed: StockFeedRecord): StockFeedRecord {
    if (feed.status !== 'RUNNING' || this.clock.now() - feed.updatedAt.getTime() < stalledMs) return feed;
    return { ...feed, status: 'BROKEN_OFF', trouble: stalled };
  }
}
