import { Injectable } from '@nestjs/common';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { LimitStore, type AskFor, type Occurrence } from '../../platform/limit-store/limit-store.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import { allBarred, barredBy, nothingBarred, type Barred } from './barred.js';
import { limitsOf } from './campaign-limits.js';
import { LimitWatch } from './limit-watch.js';

/** An answer does not wait longer for the store. What it reserved all the same is given back. */
const patienceMs = 500;

/**
 * What a decision asks of the limits: beforehand what certainly may not be shown, and at last, in one atomic step, what
 * it chose. Where the store does not answer, nothing that is bound by a limit is shown, and everything else is.
 */
@Injectable()
export class Limits {
  private readonly lost;

  constructor(
    private readonly store: LimitStore,
    private readonly watch: LimitWatch,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.lost = metrics.counter('limits_away_total', 'Askings the limit store did not answer, or was not whole for'); // prettier-ignore
  }

  /** What may not be shown to whoever has these names. One hop where there are caps, none where there are not. Never fails. */
  async barred(tenantId: string, campaigns: readonly LiveCampaign[], names: readonly string[], now: number): Promise<Barred> {
    const limits = limitsOf(campaigns);
    if (limits.size === 0) return nothingBarred;
    const { isOpen, taken } = await this.watch.of(tenantId, campaigns);
    if (!isOpen) return allBarred(limits);
    const hasCaps = [...limits.values()].some(({ caps }) => caps.length > 0);
    const occurrences = hasCaps && names.length > 0 ? await this.seen(tenantId, names, now) : [];
    return occurrences === null ? allBarred(limits) : barredBy({ limits, taken, occurrences, now });
  } // prettier-ignore

  /** Reserves; null where the store is away or not whole, so that nothing may be shown. Never fails. */
  async reserve(tenantId: string, ask: AskFor): Promise<readonly (string | null)[] | null> {
    const reserved = this.store.reserve(tenantId, ask);
    const inTime = await this.within(tenantId, reserved);
    // What comes too late is shown to nobody, so it is given back; where that fails too, it lapses.
    if (inTime === null) reserved.then((late) => late && this.store.release(tenantId, ask.now, ask.asks.map(({ id }) => id))).catch(() => undefined); // prettier-ignore
    return inTime;
  }

  private async seen(tenantId: string, names: readonly string[], now: number): Promise<Occurrence[] | null> {
    return this.within(tenantId, this.store.occurrences(tenantId, names, now));
  }

  private async within<T>(tenantId: string, asked: Promise<T | null>): Promise<T | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), patienceMs)));
    try {
      const answer = await Promise.race([asked, late]);
      if (answer === null) this.giveUp(tenantId);
      return answer;
    } catch (fault) {
      this.log.warn({ err: fault }, 'the limit store does not answer; limited campaigns are not shown');
      this.giveUp(tenantId);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  private giveUp(tenantId: string): void {
    this.lost.inc();
    this.watch.lost(tenantId);
  }
}
