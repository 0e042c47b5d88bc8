import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TradeInTableEntity } from '../../../models/trade-in/trade-in-table.entity.js';
import { Changes } from '../../platform/changes.js';
import { Log } from '../../platform/log.js';
import { TenantMemory } from '../../platform/tenant-memory.js';
import { TradeInTablesRepository } from './trade-in-tables.repository.js';

/** Announced whenever a tenant published a table. */
export const tradeInTopic = 'trade-in';

/** Each tenant's valuation tables in memory: a valuation reads no rows from the database. */
@Injectable()
export class ValuationTables implements OnModuleInit {
  private readonly memory: TenantMemory<readonly TradeInTableEntity[]>;

  constructor(
    private readonly repository: TradeInTablesRepository,
    private readonly changes: Changes,
    log: Log,
  ) {
    this.memory = new TenantMemory(
      (tenantId): Promise<readonly TradeInTableEntity[]> => this.repository.current(tenantId),
      (fault) => {
        log.warn({ err: fault }, 'could not refresh valuation tables; what is known stays in use');
      },
    );
  }

  onModuleInit(): void {
    this.changes.listen(tradeInTopic, this.memory.heard);
  }

  /** The last version of each table. */
  of(tenantId: string): Promise<readonly TradeInTableEntity[]> {
    return this.memory.of(tenantId);
  }

  /** The same as of now, for those who just published. */
  catchUp(tenantId: string): Promise<readonly TradeInTableEntity[]> {
    return this.memory.catchUp(tenantId);
  }

  /**
   * The versions that counted at a moment (milliseconds since the epoch), exactly: whoever asks again later, in another process
   * or after a crash, gets the same.
   */
  async asOf(manager: EntityManager, tenantId: string, at: number): Promise<TradeInTableEntity[]> {
    const ids = await this.repository.idsAsOf(manager, tenantId, new Date(at));
    // Only looked at: reading it in would take a second connection within the caller's transaction.
    const known = (this.memory.peek(tenantId) ?? []).filter(({ id }) => ids.includes(id));
    const knownIds = new Set(known.map(({ id }) => id));
    return [...known, ...(await this.repository.byIds(manager, tenantId, ids.filter((id) => !knownIds.has(id))))]; // prettier-ignore
  }
}
