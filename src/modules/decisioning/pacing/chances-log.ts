import { randomUUID } from 'node:crypto';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import { Ticking } from '../../platform/ticking.js';
import { Gathering, type Expected, type Gathered } from './gathered.js';
import { PacingRepository } from './pacing.repository.js';

/** What was seen waits no longer before it is sent. */
const flushMs = 3_000;
/** What could not be sent for so long is let go. Shorter than taken batches are remembered, so that none counts twice. */
const tooOldMs = 30 * 60_000;
/** Batches that wait while the database is away, before the oldest are let go. */
const mostWaiting = 2_000;

interface Batch {
  readonly tenantId: string;
  readonly id: string;
  readonly from: number;
  readonly content: Gathered;
}

/**
 * Gathers in memory what the process sees of the chances of campaigns, and sends it every few seconds, behind the answers. A batch
 * keeps its name until it is sent, so that sending it twice counts once. A shutdown sends what waits; a `kill -9` loses some seconds
 * of what pacing learns from, and nothing of what is charged.
 */
@Injectable()
export class ChancesLog implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly open = new Map<string, { from: number; gathering: Gathering }>();
  private waiting: Batch[] = [];
  private readonly dropped;
  private readonly ticking = new Ticking(
    flushMs,
    () => this.flush(),
    () => undefined,
  );

  constructor(
    private readonly repository: PacingRepository,
    private readonly clock: Clock,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.dropped = metrics.counter('pacing_batches_dropped_total', 'Seconds of chances that pacing never learned of, as they could not be sent'); // prettier-ignore
  }

  onApplicationBootstrap(): void {
    this.ticking.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.ticking.stop();
    await this.flush();
  }

  /** A request at a placement. @param isPaced whether campaigns were held back by their paces */
  request(tenantId: string, placement: string, isPaced: boolean): void {
    this.gatheringFor(tenantId, isPaced).request(placement);
  }

  /** What was shown for it. */
  offers(tenantId: string, isPaced: boolean, offers: readonly Expected[], shareOf: (id: string) => number): void {
    this.gatheringFor(tenantId, isPaced).offers(offers, shareOf);
  } // prettier-ignore

  /** Sends what waits. Never fails: what could not be sent waits for the next time. */
  async flush(): Promise<void> {
    for (const tenantId of [...this.open.keys()]) this.close(tenantId);
    this.letGo();
    const batches = this.waiting;
    if (batches.length === 0) return;
    try {
      await this.repository.insertBatches(batches);
      const sent = new Set(batches);
      this.waiting = this.waiting.filter((batch) => !sent.has(batch));
    } catch (fault) {
      this.log.warn(
        { err: fault, batches: batches.length },
        'what pacing learns from could not be sent; trying again',
      );
    }
  }

  private gatheringFor(tenantId: string, isPaced: boolean): Gathering {
    const open = this.open.get(tenantId);
    if (open?.gathering.fits(isPaced)) return open.gathering;
    if (open) this.close(tenantId);
    const gathering = new Gathering(isPaced);
    this.open.set(tenantId, { from: this.clock.now(), gathering });
    return gathering;
  }

  private close(tenantId: string): void {
    const open = this.open.get(tenantId);
    if (!open) return;
    this.open.delete(tenantId);
    this.waiting = [...this.waiting, { tenantId, id: randomUUID(), from: open.from, content: open.gathering.whole }]; // prettier-ignore
  }

  private letGo(): void {
    const oldest = this.clock.now() - tooOldMs;
    const kept = this.waiting.filter(({ from }) => from >= oldest).slice(-mostWaiting);
    this.dropped.inc(this.waiting.length - kept.length);
    this.waiting = kept;
  }
}
