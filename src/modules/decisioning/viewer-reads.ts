import { Injectable } from '@nestjs/common';
import { inTime, tooLate } from '../platform/in-time.js';
import { Log } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import { ViewerStore } from '../platform/viewer-store/viewer-store.js';

/** An answer does not wait longer for what is known of its viewer. */
const patienceMs = 500;
/** After a read that failed or was late, so long only one request at a time tries again, and the others wait for nothing. */
const pauseMs = 1_000;

/** Reads what is known of viewers from a store that may be away or slow. Never fails, and never has a request wait long. */
@Injectable()
export class ViewerReads {
  /** Until when the store is not asked, on the process's own clock; 0: it answers. */
  private awayUntil = 0;
  private isTrying = false;
  private readonly lost;

  constructor(
    private readonly store: ViewerStore,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.lost = metrics.counter('viewers_away_total', 'Answers that took nothing of the viewer into account, as the viewer store was away or late'); // prettier-ignore
  }

  /** The states under these aliases, in their order; null where the store does not say in time. */
  async of(tenantId: string, aliases: readonly string[]): Promise<(Buffer | null)[] | null> {
    const found = await this.tried(tenantId, aliases);
    if (found === null) this.lost.inc();
    return found;
  }

  private async tried(tenantId: string, aliases: readonly string[]): Promise<(Buffer | null)[] | null> {
    const wasAway = this.awayUntil > 0;
    if (wasAway && (this.isTrying || performance.now() < this.awayUntil)) return null;
    this.isTrying = wasAway;
    try {
      const found = await inTime(this.read(tenantId, aliases), patienceMs);
      if (found === tooLate) return this.pause();
      this.awayUntil = 0;
      return found;
    } catch (fault) {
      this.log.warnRarely(
        { err: fault },
        'the viewer store does not answer; nothing of viewers is taken into account',
      );
      return this.pause();
    } finally {
      if (wasAway) this.isTrying = false;
    }
  }

  private async read(
    tenantId: string,
    [alias = '', ...further]: readonly string[],
  ): Promise<(Buffer | null)[]> {
    if (further.length > 0) return this.store.readAll(tenantId, [alias, ...further]);
    return [await this.store.read(tenantId, alias)];
  }

  private pause(): null {
    this.awayUntil = performance.now() + pauseMs;
    return null;
  }
}
