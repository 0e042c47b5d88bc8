import { Injectable } from '@nestjs/common';
import { Changes } from '../platform/changes.js';
import { Clock } from '../platform/clock.js';
import { stockTopic } from './stock-memory.js';
import { StockRepository } from './stock.repository.js';
import type { NewStockUnit, UpsertCounts } from './stock.js';

export { stockUnitId, type NewStockUnit } from './stock.js';

/**
 * Writes stock in small transactions, each announced as it commits: a long one would hold back every reader that
 * waits for the oldest running transaction, the event log's among them.
 */
@Injectable()
export class StockWriterService {
  constructor(
    private readonly stock: StockRepository,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  /**
   * One batch, one transaction. `keepState` leaves the state of cars already known as it is. `agoMs`: how long before
   * now they came.
   */
  write(
    tenantId: string,
    units: readonly NewStockUnit[],
    keepState: boolean,
    agoMs = 0,
  ): Promise<UpsertCounts> {
    return this.stock.transaction(async (manager) => {
      await this.stock.holdAlone(manager, tenantId);
      const at = this.clock.now() - agoMs;
      const counts = await this.stock.upsert(manager, tenantId, units, { keepState, at });
      if (counts.added + counts.changed > 0) await this.changes.announce(manager, stockTopic, tenantId);
      return counts;
    });
  }
}
