import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { TradeInTableEntity } from '../../../models/trade-in/trade-in-table.entity.js';
import { storableJson } from '../../platform/storable.js';

const ids = z.array(z.object({ id: z.uuid() }));

/** SQL of `trade_in_tables`. */
@Injectable()
export class TradeInTablesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs work in one transaction. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** The last version of each of a tenant's tables, by name. */
  current(tenantId: string): Promise<TradeInTableEntity[]> {
    return this.dataSource
      .getRepository(TradeInTableEntity)
      .createQueryBuilder('t')
      .distinctOn(['t.name'])
      .where('t.tenant_id = :tenantId', { tenantId })
      .orderBy('t.name')
      .addOrderBy('t.version', 'DESC')
      .getMany();
  }

  /** Ids of the versions that counted at that moment: of each name the last that was published by then. */
  async idsAsOf(manager: EntityManager, tenantId: string, at: Date): Promise<string[]> {
    const rows: unknown = await manager.query(
      `select distinct on (name) id from trade_in_tables where tenant_id = $1 and published_at <= $2
       order by name, version desc`,
      [tenantId, at],
    );
    return ids.parse(rows).map(({ id }) => id);
  }

  /** Those versions, whichever of them are the tenant's. */
  async byIds(
    manager: EntityManager,
    tenantId: string,
    wanted: readonly string[],
  ): Promise<TradeInTableEntity[]> {
    if (wanted.length === 0) return [];
    return manager.findBy(TradeInTableEntity, { tenantId, id: In([...wanted]) });
  }

  /** The number the next version of that name gets. Two at once wait for each other. */
  async nextVersion(manager: EntityManager, tenantId: string, name: string): Promise<number> {
    await manager.query('select pg_advisory_xact_lock(hashtext($1))', [`trade-in ${tenantId} ${name}`]);
    const known = await manager.maximum(TradeInTableEntity, 'version', { tenantId, name });
    return (known ?? 0) + 1;
  }

  async insert(manager: EntityManager, table: TradeInTableEntity): Promise<void> {
    await manager.query(
      `insert into trade_in_tables (tenant_id, id, name, version, currency, rows, published_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [table.tenantId, table.id, table.name, table.version, table.currency, storableJson(table.rows), table.publishedAt], // prettier-ignore
    );
  }
}
