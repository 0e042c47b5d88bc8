import { Injectable } from '@nestjs/common';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import {
  LimitStore,
  type AskFor,
  type Occurrence,
  type Reserved,
} from '../../platform/limit-store/limit-store.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import { allBarred, barredBy, nothingBarred, type Barred } from './barred.js';
import { haveCaps, limitsOf } from './campaign-limits.js';
import { inTime, tooLate } from '../../platform/in-time.js';
import { LimitWatch } from './limit-watch.js';
import { ReservedLately } from './reserved-lately.js';

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
    private readonly lately: ReservedLately,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.lost = metrics.counter('limits_away_total', 'Askings the limit store did not answer, or was not whole for'); // prettier-ignore
  }

  /** What may not be shown to whoever has these names. One hop where there are caps, none where there are not. Never fails. */
  async barred(tenantId: string, campaigns: readonly LiveCampaign[], names: readonly string[], now: number): Promise<Barred> {
    const limits = limitsOf(campaigns);
    if (limits.size === 0) return nothingBarred;
    const { isOpen, taken } = await this.watch.of(tenantId);
    if (!isOpen) return allBarred(limits);
    const occurrences = haveCaps(limits) && names.length > 0 ? await this.seen(tenantId, names, now) : [];
    return occurrences === null ? allBarred(limits) : barredBy({ limits, taken, occurrences, now });
  } // prettier-ignore

  /** Reserves; null where the store is away or not whole, so that nothing may be shown. Never fails. */
  async reserve(tenantId: string, ask: AskFor): Promise<Reserved | null> {
    const reserved = this.store.reserve(tenantId, ask);
    const answer = await this.within(tenantId, reserved);
    if (answer !== null) this.lately.note(tenantId, ask, answer);
    // What comes too late is shown to nobody, so it is given back; where that fails too, it lapses.
    else reserved.then((late) => late && this.store.release(tenantId, ask.now, ask.asks.map(({ id }) => id))).catch(() => undefined);
    return answer;
  } // prettier-ignore

  private async seen(tenantId: string, names: readonly string[], now: number): Promise<Occurrence[] | null> {
    return this.within(tenantId, this.store.occurrences(tenantId, names, now));
  }

  /** An answer that is late is lost to this request alone; where the store fails or is not whole, it is to all until it is found again. */
  private async within<T>(tenantId: string, asked: Promise<T | null>): Promise<T | null> {
    try {
      const answer = await inTime(asked, patienceMs);
      if (answer !== null && answer !== tooLate) return answer;
      if (answer === null) this.watch.lost(tenantId);
    } catch (fault) {
      this.log.warnRarely({ err: fault }, 'the limit store does not answer; limited campaigns are not shown');
      this.watch.lost(tenantId);
    }
    this.lost.inc();
    return null;
  }
}
