import { Injectable } from '@nestjs/common';
import { Changes } from '../platform/changes.js';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/log.js';
import { TenantMemory } from '../platform/tenant-memory.js';
import { LiveStockIndex, type StockIndex } from './stock-index.js';
import { StockRepository } from './stock.repository.js';

/** Announced whenever a tenant's stock or dealers changed. */
export const stockTopic = 'stock';

/** How long a car that is sold or withdrawn stays in memory, so that late events about it are still understood. */
const goneKeptMs = 90 * 24 * 3_600_000;

interface TenantStock {
  readonly index: LiveStockIndex;
  /** Where the next reading begins. */
  readonly horizon: string;
}

/**
 * Keeps each tenant's stock in memory: loaded whole on first use, afterwards only what changed is read, when a change
 * is announced. A hundred thousand cars take about a second to load and some 60 MB to hold.
 */
@Injectable()
export class StockMemory {
  private readonly memory = new TenantMemory<TenantStock>(
    (tenantId, known) => this.read(tenantId, known),
    (fault) => this.log.warn({ err: fault }, 'stock could not be read anew; who asks next has it tried again'),
  );

  constructor(
    private readonly stock: StockRepository,
    private readonly clock: Clock,
    private readonly log: Log,
    changes: Changes,
  ) {
    changes.listen(stockTopic, this.memory.heard);
  }

  async of(tenantId: string): Promise<StockIndex> {
    return (await this.memory.of(tenantId)).index;
  }

  /** Resolves when everything committed before the call is in memory, where the tenant's stock is. */
  refresh(tenantId: string): Promise<void> {
    return this.memory.freshen(tenantId);
  }

  private async read(tenantId: string, known: TenantStock | null): Promise<TenantStock> {
    const { index, horizon: since } = known ?? { index: new LiveStockIndex(), horizon: '0' };
    // Asked before reading: whatever commits in between is read again next time, and nothing is missed.
    const horizon = await this.stock.horizon();
    index.absorb(await this.stock.changedSince(tenantId, since, this.clock.now() - goneKeptMs));
    return { index, horizon };
  }
}
