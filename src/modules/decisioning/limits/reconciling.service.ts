import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { groupBy } from '../../platform/group-by.js';
import { LimitStore } from '../../platform/limit-store/limit-store.js';
import { ChargesRepository } from './charges.repository.js';
import { spentOf } from './spent.js';
import { unseenMs } from './holding.js';
import { LimitsRepository } from './limits.repository.js';

/** What was charged so long ago was told the store often enough. */
const lookedBackMs = 3_600_000;

/**
 * Tells the limit store again what was charged lately, since a process may have died between charging and telling, and frees what is
 * past. Runs with the following of outcomes; done twice, or by several, it changes nothing more.
 */
@Injectable()
export class ReconcilingService {
  constructor(
    private readonly charges: ChargesRepository,
    private readonly limits: LimitsRepository,
    private readonly store: LimitStore,
    private readonly clock: Clock,
  ) {}

  async reconcile(): Promise<void> {
    const now = this.clock.now();
    const changed = await this.charges.changedSince(
      this.limits.dataSource.manager,
      new Date(now - lookedBackMs),
      null,
    );
    for (const [tenantId, rows] of groupBy(changed, (row) => row.tenantId)) {
      await this.store.settle(tenantId, now, [{ id: 'reconciled', spent: rows.map(spentOf) }]);
    }
    await this.limits.forgetKeys(new Date(now - 2 * unseenMs));
    await this.store.tidy(now);
  }
}
