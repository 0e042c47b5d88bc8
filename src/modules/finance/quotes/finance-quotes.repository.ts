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

  /** The quote; null when it is not there or another tenant's. */
  async find(tenantId: string, id: string): Promise<FinanceQuoteEntity | null> {
    if (!z.uuid().safeParse(id).success) return null;
    return this.dataSource.manager.findOneBy(FinanceQuoteEntity, { tenantId, id });
  }
}
