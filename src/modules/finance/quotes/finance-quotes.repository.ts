import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { FinanceQuoteEntity } from '../../../models/finance/finance-quote.entity.js';

/** SQL of `finance_quotes`. */
@Injectable()
export class FinanceQuotesRepository {
  constructor(private readonly dataSource: DataSource) {}

  async insert(quote: FinanceQuoteEntity): Promise<void> {
    await this.dataSource.manager.insert(FinanceQuoteEntity, quote);
  }

  /** Removes quotes that expired before then, so many at most; says how many. */
  async forget(expiredBefore: Date, limit: number): Promise<number> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `delete from finance_quotes where (tenant_id, id) in (
         select tenant_id, id from finance_quotes where expires_at < $1 order by expires_at limit $2)`,
      [expiredBefore, limit],
    );
    return count;
  }

  /** The quote; null when it is not there or another tenant's. */
  async find(tenantId: string, id: string): Promise<FinanceQuoteEntity | null> {
    if (!z.uuid().safeParse(id).success) return null;
    return this.dataSource.manager.findOneBy(FinanceQuoteEntity, { tenantId, id });
  }
}
