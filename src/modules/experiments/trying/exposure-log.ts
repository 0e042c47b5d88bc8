import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Exposure } from '../../../models/experiment/tried.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import { Queues } from '../../platform/queue/queues.js';
import { ExposuresRepository } from '../counting/exposures.repository.js';
import { experimentsQueue } from '../experiments.queue.js';

/** Exposures wait no longer than this before they are written. */
const flushMs = 200;
/** Held while the database is away, before the newest are dropped. */
const mostWaiting = 50_000;
/** Exposures this process remembers to have written; then it begins anew, and writes some in vain. */
const mostKnown = 100_000;

/**
 * Remembers exposures behind the answer, in batches, each once. A `kill -9` loses at most those of the last fifth of a
 * second, of every arm alike; whoever comes again is exposed again.
 */
@Injectable()
export class ExposureLog implements BeforeApplicationShutdown {
  private waiting: Exposure[] = [];
  private readonly known = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private readonly dropped;

  constructor(
    private readonly repository: ExposuresRepository,
    private readonly queues: Queues,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.dropped = metrics.counter('experiment_exposures_dropped_total', 'Exposures not logged, as too many waited'); // prettier-ignore
  }

  /** Returns at once; what is news is written within a fifth of a second. */
  remember(exposure: Exposure): void {
    const key = `${exposure.experimentId} ${exposure.unit}`;
    if (this.known.has(key)) return;
    if (this.waiting.length >= mostWaiting) {
      this.dropped.inc();
      return;
    }
    if (this.known.size >= mostKnown) this.known.clear();
    this.known.add(key);
    this.waiting.push(exposure);
    this.flushIn(flushMs);
  }

  /** Writes what waits. Never fails: what could not be written waits for the next time. */
  flush(): Promise<void> {
    this.writing ??= this.write().finally(() => (this.writing = undefined));
    return this.writing;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
    if (this.waiting.length > 0) await this.flush();
    clearTimeout(this.timer);
    if (this.waiting.length > 0)
      this.log.error({ exposures: this.waiting.length }, 'exposures could not be logged before the end');
  }

  /** Forgets the timer when it fires: one that fires while a slow write is under way must not keep the next from being set. */
  private flushIn(ms: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.flush();
    }, ms);
  }

  private async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, 1_000);
      try {
        await this.repository.insert(batch);
      } catch (fault) {
        this.log.warn({ err: fault, waiting: this.waiting.length }, 'exposures could not be logged; trying again'); // prettier-ignore
        this.flushIn(flushMs * 5);
        return;
      }
      this.waiting = this.waiting.slice(batch.length);
      this.wake();
    }
  }

  private wake(): void {
    this.queues
      .add(experimentsQueue, {}, { dedupeId: 'news' })
      .catch((fault: unknown) => this.log.warn({ err: fault }, 'could not wake experiments; the tick will'));
  }
}
