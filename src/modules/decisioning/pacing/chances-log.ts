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

  /** A request that came. */
  request(tenantId: string): void {
    this.gatheringFor(tenantId).request();
  }

  /** What was found for it; see `Gathering`. */
  answered(
    tenantId: string,
    parts: Iterable<readonly [string, boolean]>,
    offers: readonly Expected[],
    missed: readonly Expected[],
  ): void {
    this.gatheringFor(tenantId).answered(parts, offers, missed);
  }

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

  private gatheringFor(tenantId: string): Gathering {
    let open = this.open.get(tenantId);
    if (!open) this.open.set(tenantId, (open = { from: this.clock.now(), gathering: new Gathering() }));
    return open.gathering;
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
