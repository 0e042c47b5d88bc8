import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import type { StockFeedRecord } from '../../../models/vehicle/stock-feed.entity.js';
import type { StockFeedRemarkEntity } from '../../../models/vehicle/stock-feed-remark.entity.js';
import { Clock } from '../../platform/clock.js';
import { badCursor, type Page } from '../../platform/graphql/connection.js';
import { StockMemory } from '../stock-memory.js';
import { stockFeedNotFound } from '../vehicles.errors.js';
import { FeedLeaving } from './feed-leaving.js';
import { FeedsRepository } from './feeds.repository.js';

/** Why a feed cannot be accepted: nothing holds it back, or a newer file of its feed was begun. */
export type NotAcceptable = 'NOT_HELD_BACK' | 'OVERTAKEN';

/** A file with no news for so long is read by nobody any more. */
const stalledMs = 5 * 60_000;
const stalled =
  'Whoever read it ended before its end. What it had read is in the stock; send the file again.';

const idSchema = z.uuid();
const remarkKey = z.tuple([z.coerce.number().int().min(0).max(2_147_483_647)]);
const pageKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** Files of feeds as marketers deal with them once they are sent: looked at, accepted where they were held back. */
@Injectable()
export class StockFeedsService {
  constructor(
    private readonly feeds: FeedsRepository,
    private readonly leaving: FeedLeaving,
    private readonly memory: StockMemory,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError STOCK_FEED_NOT_FOUND */
  async find({ tenantId }: Pick<Caller, 'tenantId'>, id: string): Promise<StockFeedRecord> {
    const feed = idSchema.safeParse(id).success ? await this.feeds.find(tenantId, id) : null;
    if (!feed) throw stockFeedNotFound(id);
    return this.asOfNow(feed);
  }

  /** Files read in the last ninety days, newest first, one more than the page holds. @throws AppError BAD_CURSOR */
  async list({ tenantId }: Caller, page: Page): Promise<StockFeedRecord[]> {
    const key = page.afterKey === null ? null : pageKey.safeParse(page.afterKey);
    if (key?.success === false) throw badCursor();
    const rows = await this.feeds.page(tenantId, { ...page, afterKey: key?.data ?? null });
    return rows.map((feed) => this.asOfNow(feed));
  }

  /** What was said of a file's rows, one more than the page holds. @throws AppError BAD_CURSOR */
  async remarks({ tenantId }: Caller, feedId: string, page: Page): Promise<StockFeedRemarkEntity[]> {
    const after = page.afterKey === null ? null : remarkKey.safeParse(page.afterKey);
    if (after?.success === false) throw badCursor();
    return this.feeds.remarks(tenantId, feedId, after?.data[0] ?? 0, page.limit);
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
