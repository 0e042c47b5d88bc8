import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { StockFeedEntity, type StockFeedRecord } from '../../../models/vehicle/stock-feed.entity.js';
import { StockFeedRemarkEntity } from '../../../models/vehicle/stock-feed-remark.entity.js';
import type { Page } from '../../platform/graphql/connection.js';
import type { ImportRemark } from '../../platform/csv/row-remark.js';
import { storableText } from '../../platform/storable.js';

/** SQL of `stock_feeds`, their remarks, and the cars that would leave by those held back. */
@Injectable()
export class FeedsRepository {
  constructor(private readonly database: DataSource) {}

  /** For reads outside a transaction. */
  get manager(): EntityManager {
    return this.database.manager;
  }

  /** Notes that a file is being read, and forgets what ended before that moment (ms). */
  async begin(feed: StockFeedRecord, forgetBefore: number): Promise<void> {
    await this.manager.query('delete from stock_feeds where tenant_id = $1 and begun_at < $2', [
      feed.tenantId,
      new Date(forgetBefore),
    ]);
    await this.manager.insert(StockFeedEntity, feed);
  }

  /** Notes how far a file is. */
  async advance(manager: EntityManager, { tenantId, id, ...feed }: StockFeedRecord): Promise<void> {
    await manager.update(StockFeedEntity, { tenantId, id }, feed);
  }

  /** Adds lines to a file's report, numbered on from `before`. */
  async addRemarks(
    manager: EntityManager,
    { tenantId, id }: StockFeedRecord,
    before: number,
    remarks: readonly ImportRemark[],
  ): Promise<void> {
    const of = <K extends keyof ImportRemark>(name: K) => remarks.map((remark) => remark[name]);
    await manager.query(
      `insert into stock_feed_remarks (tenant_id, feed_id, number, line, severity, column_name, value_class, reason, remedy)
       select $1, $2, $3 + u.at, u.line, u.severity, u.column_name, u.value_class, u.reason, u.remedy
       from unnest($4::integer[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) with ordinality
         as u (line, severity, column_name, value_class, reason, remedy, at)`,
      [tenantId, id, before, of('line'), of('severity'), of('column').map(storableText), of('valueClass'), of('reason').map(storableText), of('remedy')], // prettier-ignore
    );
  }

  find(tenantId: string, id: string): Promise<StockFeedEntity | null> {
    return this.manager.findOneBy(StockFeedEntity, { tenantId, id });
  }

  /** Newest first, one more than the page holds. */
  page(tenantId: string, { afterKey, limit }: Page): Promise<StockFeedEntity[]> {
    const query = this.manager
      .createQueryBuilder(StockFeedEntity, 'f')
      .where('f.tenant_id = :tenantId', { tenantId });
    if (afterKey)
      query.andWhere('(f.begun_at, f.id) < (:begunAt::timestamptz, :id::uuid)', { begunAt: afterKey[0], id: afterKey[1] }); // prettier-ignore
    return query
      .orderBy('f.begun_at', 'DESC')
      .addOrderBy('f.id', 'DESC')
      .limit(limit + 1)
      .getMany();
  }

  /** A file's report in the order of its lines' numbers, one more than the page holds. */
  remarks(tenantId: string, feedId: string, after: number, limit: number): Promise<StockFeedRemarkEntity[]> {
    return this.manager
      .createQueryBuilder(StockFeedRemarkEntity, 'r')
      .where('r.tenant_id = :tenantId and r.feed_id = :feedId and r.number > :after', {
        tenantId,
        feedId,
        after,
      }) // prettier-ignore
      .orderBy('r.number')
      .limit(limit + 1)
      .getMany();
  }

  /**
   * Was another full file of the same feed begun after this one, that has brought cars of its dealers? One that has not yet
   * will bring back what this one takes.
   */
  async isOvertaken(
    manager: EntityManager,
    { tenantId, id, name, begunAt, dealerIds }: StockFeedRecord,
  ): Promise<boolean> {
    const rows: unknown[] = await manager.query(
      `select 1 from stock_feeds
       where tenant_id = $1 and name = $2 and mode = 'FULL' and (begun_at, id) > ($3, $4)
         and coalesce(dealer_ids && $5::uuid[], true) limit 1`,
      [tenantId, name, begunAt, id, dealerIds],
    );
    return rows.length > 0;
  }

  /** Remembers cars that a file would have taken off. */
  async addLeavers(
    manager: EntityManager,
    { tenantId, id }: StockFeedRecord,
    unitIds: readonly string[],
  ): Promise<void> {
    await manager.query(
      `insert into stock_feed_leavers (tenant_id, feed_id, unit_id) select $1, $2, unit_id from unnest($3::uuid[]) as unit_id
       on conflict do nothing`,
      [tenantId, id, unitIds],
    );
  }

  /** Takes up to so many of them out again. */
  async takeLeavers(
    manager: EntityManager,
    { tenantId, id }: StockFeedRecord,
    limit: number,
  ): Promise<string[]> {
    const rows: { unitId: string }[] = await manager.query(
      `with taken as (
         delete from stock_feed_leavers where tenant_id = $1 and feed_id = $2 and unit_id in (
           select unit_id from stock_feed_leavers where tenant_id = $1 and feed_id = $2 order by unit_id limit $3)
         returning unit_id as "unitId")
       select "unitId" from taken`,
      [tenantId, id, limit],
    );
    return rows.map(({ unitId }) => unitId);
  }
}
