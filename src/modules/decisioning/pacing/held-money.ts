import { Injectable } from '@nestjs/common';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { LimitStore } from '../../platform/limit-store/limit-store.js';
import { Log } from '../../platform/log.js';
import { dayKey, totalKey } from '../limits/campaign-limits.js';
import { dayIn } from '../limits/day-in.js';

/** Knows what is held of budgets, for offers of which it is not known yet what comes. */
@Injectable()
export class HeldMoney {
  constructor(
    private readonly store: LimitStore,
    private readonly log: Log,
  ) {}

  /** What is held of each, in micros; null where the store does not say. */
  async of(
    tenantId: string,
    bound: readonly LiveCampaign[],
    now: number,
  ): Promise<Map<string, number> | null> {
    const keys = bound.map(({ id, timeZone, terms }) => (terms.budget?.daily ?? null) === null ? totalKey(id) : dayKey(id, dayIn(timeZone, now))); // prettier-ignore
    if (keys.length === 0) return new Map();
    try {
      const taken = await this.store.taken(tenantId, keys, now);
      return new Map(bound.map(({ id }, place) => [id, taken[place]?.held ?? 0]));
    } catch (fault) {
      this.log.warn(
        { err: fault, tenantId },
        'what is held of budgets cannot be read; paced by what is charged',
      );
      return null;
    }
  }
}
