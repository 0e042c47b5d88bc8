import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Changes } from '../platform/changes.js';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/log.js';
import { LiveStockIndex, type StockIndex } from './stock-index.js';
import { StockRepository } from './stock.repository.js';

/** Announced whenever a tenant's stock or dealers changed. */
export const stockTopic = 'stock';

/** How long a car that is sold or withdrawn stays in memory, so that late events about it are still understood. */
const goneKeptMs = 90 * 24 * 3_600_000;

interface TenantStock {
  index: LiveStockIndex;
  /** Where the next refresh begins. */
  horizon: string;
  /** The refresh in hand. */
  refreshing: Promise<void> | null;
  /** Counts refreshes asked for while one was in hand: it reads once more then. */
  wishes: number;
}

/**
 * Keeps each tenant's stock in memory: loaded whole on first use, afterwards only what changed is read, when a change
 * is announced. A hundred thousand cars take about a second to load and some 60 MB to hold.
 */
@Injectable()
export class StockMemory implements OnModuleInit {
  private readonly tenants = new Map<string, Promise<TenantStock>>();

  constructor(
    private readonly stock: StockRepository,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.changes.listen(stockTopic, (tenantId) => {
      for (const changed of tenantId === null ? [...this.tenants.keys()] : [tenantId])
        this.refresh(changed).catch((fault: unknown) =>
          this.log.warn(
            { err: fault, tenantId: changed },
            'stock could not be refreshed; the next change tries again',
          ),
        );
    });
  }

  async of(tenantId: string): Promise<StockIndex> {
    return (await this.held(tenantId)).index;
  }

  /** Reads what changed since the last time. Resolves when everything committed before the call is in memory. */
  async refresh(tenantId: string): Promise<void> {
    if (!this.tenants.has(tenantId)) return;
    const held = await this.held(tenantId);
    if (held.refreshing) {
      held.wishes++;
      return held.refreshing;
    }
    return (held.refreshing = this.readChanges(tenantId, held));
  }

  private held(tenantId: string): Promise<TenantStock> {
    const known = this.tenants.get(tenantId);
    if (known) return known;
    const loading = this.load(tenantId);
    this.tenants.set(tenantId, loading);
    loading.catch(() => this.tenants.delete(tenantId)); // the next caller tries again
    return loading;
  }

  private async load(tenantId: string): Promise<TenantStock> {
    const held: TenantStock = { index: new LiveStockIndex(), horizon: '0', refreshing: null, wishes: 0 };
    await this.readChanges(tenantId, held);
    return held;
  }

  private async readChanges(tenantId: string, held: TenantStock): Promise<void> {
    try {
      let wishes: number;
      do {
        wishes = held.wishes;
        // Asked before reading: whatever commits in between is read again next time, and nothing is missed.
        const horizon = await this.stock.horizon();
        const goneSince = this.clock.now() - goneKeptMs;
        held.index.absorb(await this.stock.changedSince(tenantId, held.horizon, goneSince));
        held.horizon = horizon;
      } while (held.wishes !== wishes);
    } finally {
      held.refreshing = null; // in the same step as the last look at `wishes`, so that no wish falls between
    }
  }
}
