import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { EventsService } from '../../events/events.service.js';
import { Clock } from '../../platform/clock.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import type { FetchKind } from './fetch-kind.js';
import type { LinkedOffer } from './link-text.js';

/** What a link tells. */
export type LinkTells = 'OFFER_VIEWED' | 'OFFER_CLICKED';

const names: Record<LinkTells, string> = { OFFER_VIEWED: 'Offer Viewed', OFFER_CLICKED: 'Offer Clicked' };
/** Nobody waits longer than this on the way to a car because of our bookkeeping. */
const patienceMs = 2_000;

/** Writes what links tell into the log, where it is credited and charged like the same told by any program. */
@Injectable()
export class LinkOutcomes {
  private readonly fetched;

  constructor(
    private readonly events: EventsService,
    private readonly clock: Clock,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.fetched = metrics.counter('offer_links_total', 'Fetches of pixels and click links', [
      'tells',
      'fetch',
    ]);
  }

  /**
   * Notes a fetch; what a person's tells is durable when the promise resolves. Once for an offer and kind, however often
   * it is fetched. Never fails: what cannot be written within two seconds is counted as UNWRITTEN and given up.
   */
  async note(
    caller: Caller,
    tells: LinkTells,
    link: LinkedOffer,
    fetch: FetchKind,
    isPrivate: boolean,
  ): Promise<void> {
    this.fetched.inc({ tells, fetch });
    if (fetch !== 'PERSON') return;
    const enough = new AbortController();
    try {
      const late = sleep(patienceMs, undefined, { signal: enough.signal }).then(() => {
        throw new Error('Writing it took longer than somebody should wait.');
      });
      await Promise.race([this.record(caller, tells, link, isPrivate), late]);
    } catch (fault) {
      this.fetched.inc({ tells, fetch: 'UNWRITTEN' });
      this.log.warnRarely({ err: fault }, 'what a link told could not be written');
    } finally {
      enough.abort();
    }
  }

  /** Fetches of what we never wrote. */
  unknown(tells: LinkTells): void {
    this.fetched.inc({ tells, fetch: 'UNKNOWN' });
  }

  private async record(
    caller: Caller,
    tells: LinkTells,
    { trackingToken, offer, viewer }: LinkedOffer,
    isPrivate: boolean,
  ): Promise<void> {
    await this.events.record(caller, [
      {
        messageId: `${tells}:${offer.decisionId}:${offer.position}`,
        type: tells,
        name: names[tells],
        anonymousId: viewer.anonymousId ?? undefined,
        userId: viewer.userId ?? undefined,
        occurredAt: this.clock.now(),
        vehicleNames: [offer.vehicleId],
        properties: { trackingToken },
        consent: isPrivate ? { gpc: true } : undefined,
      },
    ]);
  }
}
