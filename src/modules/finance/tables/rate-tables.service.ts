import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FinanceTableEntity } from '../../../models/finance/finance-table.entity.js';
import { Changes } from '../../platform/changes.js';
import { Clock } from '../../platform/clock.js';
import { Log } from '../../platform/log.js';
import { TenantMemory } from '../../platform/tenant-memory.js';
import { FinanceTablesRepository } from './finance-tables.repository.js';

/** Announced whenever a tenant published a table. */
export const financeTopic = 'finance';

/** Each tenant's tables in memory: a quote reads no table from the database. */
@Injectable()
export class RateTables implements OnModuleInit {
  private readonly memory: TenantMemory<readonly FinanceTableEntity[]>;

  constructor(
    private readonly repository: FinanceTablesRepository,
    private readonly changes: Changes,
    private readonly clock: Clock,
    log: Log,
  ) {
    this.memory = new TenantMemory(
      (tenantId): Promise<readonly FinanceTableEntity[]> =>
        this.repository.current(tenantId, this.clock.now()),
      (fault) => {
        log.warn({ err: fault }, 'could not refresh finance tables; what is known stays in use');
      },
    );
  }

  onModuleInit(): void {
    this.changes.listen(financeTopic, this.memory.heard);
  }

  /** The versions of each table that hold or may come to hold. */
  of(tenantId: string): Promise<readonly FinanceTableEntity[]> {
    return this.memory.of(tenantId);
  }

  /** The same as of now, for those who just published. */
  catchUp(tenantId: string): Promise<readonly FinanceTableEntity[]> {
    return this.memory.catchUp(tenantId);
  }
}
