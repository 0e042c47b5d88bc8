import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { Budget } from '../../../models/campaign/campaign-terms.js';
import { Clock } from '../../platform/clock.js';
import { LimitStore, type Taken } from '../../platform/limit-store/limit-store.js';
import { dayKey, totalKey } from './campaign-limits.js';
import { ChargesRepository } from './charges.repository.js';
import { dayIn } from './day-in.js';

/** How a campaign's money stands. Amounts are micros. */
export interface Spend {
  readonly total: number;
  readonly today: number;
  /** `2026-11-27`, of the campaign's time zone. */
  readonly day: string;
  /** Outcomes paid for. */
  readonly charges: number;
  /** For offers of which it is not known yet what comes; null while the limit store does not answer. */
  readonly held: number | null;
  /** Left of the budget in all and of the day's: neither spent nor held. Null where none is set. */
  readonly remaining: number | null;
  readonly remainingToday: number | null;
}

/** Says what campaigns have spent: what was charged from the truth, what is held from the limit store. */
@Injectable()
export class SpendService {
  constructor(
    private readonly repository: ChargesRepository,
    private readonly store: LimitStore,
    private readonly clock: Clock,
  ) {}

  /** The spend of one of the caller's campaigns, on these terms. */
  async of({ tenantId }: Caller, campaignId: string, budget: Budget | null, timeZone: string): Promise<Spend> {
    const now = this.clock.now();
    const day = dayIn(timeZone, now);
    const rows = await this.repository.spentOf(tenantId, campaignId, day);
    const whole = rows.find((row) => row.day === null);
    const total = whole?.spentMicros ?? 0;
    const today = rows.find((row) => row.day !== null)?.spentMicros ?? 0;
    const [held, heldToday] = await this.held(tenantId, [totalKey(campaignId), dayKey(campaignId, day)], now);
    return {
      ...{ total, today, day, charges: whole?.charges ?? 0 },
      held: held && heldToday ? Math.max(held.held, heldToday.held) : null,
      remaining: left(budget?.total ?? null, total, held),
      remainingToday: left(budget?.daily ?? null, today, heldToday),
    };
  } // prettier-ignore

  private async held(tenantId: string, keys: readonly string[], now: number): Promise<(Taken | undefined)[]> {
    return this.store.taken(tenantId, keys, now).catch(() => []);
  }
}

function left(budget: number | null, spent: number, taken: Taken | undefined): number | null {
  return budget === null ? null : Math.max(0, budget - spent - (taken?.held ?? 0));
}
