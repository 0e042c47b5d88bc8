import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { FinanceTableEntity } from '../../../models/finance/finance-table.entity.js';
import { storableJson } from '../../platform/storable.js';

/** SQL of `finance_tables`. */
@Injectable()
export class FinanceTablesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs work in one transaction. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** A tenant's tables without the versions that a later one, holding at that moment, took the place of. */
  current(tenantId: string, now: number): Promise<FinanceTableEntity[]> {
    return this.dataSource
      .getRepository(FinanceTableEntity)
      .createQueryBuilder('t')
      .where('t.tenant_id = :tenantId', { tenantId })
      .andWhere(
        `not exists (select from finance_tables later where later.tenant_id = t.tenant_id and later.name = t.name
           and later.version > t.version and later.valid_from <= :now)`,
        { now: new Date(now) },
      )
      .orderBy('t.name')
      .addOrderBy('t.version', 'DESC')
      .getMany();
  }

  /** The number the next version of that name gets. Two at once wait for each other. */
  async nextVersion(manager: EntityManager, tenantId: string, name: string): Promise<number> {
    await manager.query('select pg_advisory_xact_lock(hashtext($1))', [`finance ${tenantId} ${name}`]);
    const known = await manager.maximum(FinanceTableEntity, 'version', { tenantId, name });
    return (known ?? 0) + 1;
  }

  async insert(manager: EntityManager, table: FinanceTableEntity): Promise<void> {
    await manager.query(
      `insert into finance_tables (tenant_id, id, name, version, jurisdiction, currency, valid_from, valid_to,
         quotes_hold, tax_on, tax_percent, max_loan_to_value_percent, disclosure_text, rows, published_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [table.tenantId, table.id, table.name, table.version, table.jurisdiction, table.currency, table.validFrom, table.validTo, table.quotesHold, table.taxOn, table.taxPercent, table.maxLoanToValuePercent, table.disclosureText, storableJson(table.rows), table.publishedAt], // prettier-ignore
    );
  }
}
