import { Injectable } from '@nestjs/common';
import type { StockFeedRecord } from '../../../models/vehicle/stock-feed.entity.js';
import type { FeedHold } from '../../../models/vehicle/stock-feed.js';
import { Clock } from '../../platform/clock.js';
import { StockBatchRepository } from '../stock-batch.repository.js';
import { StockWriterService } from '../stock-writer.service.js';
import { FeedsRepository } from './feeds.repository.js';
import { holdOf } from './hold-of.js';
import type { RowJudge } from './row-judge.js';

const batchCars = 4_000;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Takes cars off that a full feed has not any more, unless it looks as if the feed were wrong rather than the stock. */
@Injectable()
export class FeedLeaving {
  constructor(
    private readonly feeds: FeedsRepository,
    private readonly batches: StockBatchRepository,
    private readonly writer: StockWriterService,
    private readonly clock: Clock,
  ) {}

  /** Ends a full feed that was read whole: cars that it did not name leave, or it is held back and says why. */
  async conclude(read: StockFeedRecord, judge: RowJudge): Promise<StockFeedRecord> {
    const feed = { ...read, dealerIds: await this.dealersOf(read, judge) };
    const { ids, held, dealers } = await this.missing(feed, judge);
    const isOvertaken = await this.feeds.isOvertaken(this.feeds.manager, feed);
    const { taken, unreadable } = judge;
    const hold = holdOf({ taken, unreadable, leaving: ids.length, held, dealers, mostLeavingPercent: feed.mostLeavingPercent, isOvertaken }); // prettier-ignore
    const counted = { ...feed, leaving: ids.length, held };
    return hold ? this.holdBack(counted, hold, ids) : this.takeOff(counted, ids);
  }

  /** Takes off what a feed was kept from. It may be stopped and begun again at any point. */
  async accept(feed: StockFeedRecord): Promise<StockFeedRecord | 'OVERTAKEN'> {
    for (let now = feed; ;) {
      const next = await this.writer.alone(now.tenantId, async (manager) => {
        if (await this.feeds.isOvertaken(manager, now)) return 'OVERTAKEN' as const;
        const ids = await this.feeds.takeLeavers(manager, now, batchCars);
        const at = this.clock.now();
        const count = await this.writer.withdraw(manager, now.tenantId, ids, { feed: now.name, at, unchangedSince: now.begunAt }); // prettier-ignore
        const done = ids.length < batchCars ? ({ status: 'DONE', acceptedAt: new Date(at) } as const) : {};
        const further = { ...now, withdrawn: now.withdrawn + count, updatedAt: new Date(at), ...done };
        await this.feeds.advance(manager, further);
        return further;
      });
      if (next === 'OVERTAKEN' || next.status === 'DONE') return next;
      now = next;
    }
  }

  /** Cars of the feed's dealers that it did not name, and how many there are on their lots in all and on each. */
  private async missing(feed: StockFeedRecord & { readonly dealerIds: readonly string[] }, judge: RowJudge) {
    const { tenantId, name, dealerIds } = feed;
    const { manager } = this.feeds;
    const ids: string[] = [];
    const dealers = new Map<string, { leaving: number; held: number }>();
    let held = 0;
    for (let after: string | undefined = beforeAll; after !== undefined;) {
      const page = await this.batches.held(manager, tenantId, { feed: name, dealerIds, after, limit: batchCars }); // prettier-ignore
      held += page.length;
      for (const { id, stockNumber, dealerId } of page) {
        const at = dealers.get(dealerId) ?? { leaving: 0, held: 0 };
        const isMissing = !judge.has(stockNumber);
        dealers.set(dealerId, { leaving: at.leaving + Number(isMissing), held: at.held + 1 });
        if (isMissing) ids.push(id);
      }
      after = page.length === batchCars ? page.at(-1)?.id : undefined;
    }
    return { ids, held, dealers: [...dealers.values()] };
  }

  private async dealersOf({ tenantId, name }: StockFeedRecord, judge: RowJudge): Promise<string[]> {
    const named = [...judge.dealerIds];
    return named.length > 0 ? named : this.batches.dealersOf(this.feeds.manager, tenantId, name);
  }

  private async takeOff(feed: StockFeedRecord, ids: readonly string[]): Promise<StockFeedRecord> {
    let now = feed;
    for (let from = 0; from < ids.length; from += batchCars) {
      const some = ids.slice(from, from + batchCars);
      const next = await this.writer.alone(now.tenantId, async (manager) => {
        // A newer file may have brought back what this one is about to take.
        if (await this.feeds.isOvertaken(manager, now)) return null;
        const at = this.clock.now();
        const count = await this.writer.withdraw(manager, now.tenantId, some, { feed: now.name, at, unchangedSince: now.begunAt }); // prettier-ignore
        const further = { ...now, withdrawn: now.withdrawn + count, updatedAt: new Date(at) };
        await this.feeds.advance(manager, further);
        return further;
      });
      if (!next) return this.holdBack(now, 'OVERTAKEN', []);
      now = next;
    }
    return this.end({ ...now, status: 'DONE' });
  }

  private async holdBack(
    feed: StockFeedRecord,
    hold: FeedHold,
    ids: readonly string[],
  ): Promise<StockFeedRecord> {
    for (let from = 0; from < ids.length; from += batchCars)
      await this.feeds.addLeavers(this.feeds.manager, feed, ids.slice(from, from + batchCars));
    return this.end({ ...feed, status: 'HELD_BACK', hold });
  }

  private async end(feed: StockFeedRecord): Promise<StockFeedRecord> {
    const ended = { ...feed, share: 1, updatedAt: new Date(this.clock.now()) };
    await this.feeds.advance(this.feeds.manager, ended);
    return ended;
  }
}
