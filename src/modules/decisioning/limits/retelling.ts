import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { LimitStore } from '../../platform/limit-store/limit-store.js';
import { LimitsRepository } from './limits.repository.js';
import { ReservedLately } from './reserved-lately.js';

/** So long after a filling is first heard of, what was reserved before it may still turn up: an answer of the store is awaited for less. */
const stragglersMs = 10_000;

interface Heard {
  readonly filling: string;
  /** By `performance.now()`. */
  readonly at: number;
  /** Number of the latest that was told. */
  readonly told: number;
}

/**
 * Tells a store that was lost again what this process reserved lately, since the log may not have it yet. Each process does so
 * as soon as it hears of a filling, and whoever fills waits for it.
 */
@Injectable()
export class Retelling {
  private readonly heard = new Map<string, Heard>();

  constructor(
    private readonly repository: LimitsRepository,
    private readonly store: LimitStore,
    private readonly lately: ReservedLately,
    private readonly clock: Clock,
  ) {}

  /** Tells what was not told under this filling yet; says for how many milliseconds it is known. */
  async tell(tenantId: string, filling: string): Promise<number> {
    const known = this.heard.get(tenantId);
    const isNew = known?.filling !== filling;
    const at = isNew ? performance.now() : known.at;
    const age = performance.now() - at;
    const { latest } = this.lately;
    if (isNew || age < stragglersMs) await this.tellAfter(tenantId, isNew ? 0 : known.told);
    this.heard.set(tenantId, { filling, at, told: latest });
    return age;
  }

  /** Nobody asks for the tenant any more. */
  forget(tenantId: string): void {
    this.heard.delete(tenantId);
  }

  private async tellAfter(tenantId: string, number: number): Promise<void> {
    const reserved = this.lately.after(tenantId, number, this.clock.now());
    if (reserved.length === 0) return;
    const ids = reserved.flatMap(({ asks }) => asks.map(({ id }) => id));
    const decisionIds = [...new Set(ids.map((id) => id.slice(0, id.lastIndexOf(':'))))];
    const { manager } = this.repository.dataSource;
    // What is paid is spent: it must not be held beside.
    const paid = await this.repository.paid(manager, tenantId, decisionIds);
    for (const { asks, ...ask } of reserved) {
      const open = asks.filter(({ id }) => !paid.has(id));
      if (open.length > 0) await this.store.restore(tenantId, { ...ask, asks: open });
    }
  }
}
