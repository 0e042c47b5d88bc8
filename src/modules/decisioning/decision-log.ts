import { randomInt } from 'node:crypto';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Decision } from '../../models/decision/decision.js';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import { seededRandom, type Random } from './chance.js';
import { DecisionsRepository } from './decisions.repository.js';

/** Decisions wait no longer than this before they are written. */
const flushMs = 200;
const batchRows = 500;
/** Decisions held while the database is away, before the newest are dropped. */
const mostWaiting = 20_000;

/** A decision that has begun: its id, its instant and its chance. */
export interface DecisionStart {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly seed: number;
  readonly random: Random;
}

/**
 * Remembers decisions behind the answer, in batches. A shutdown writes what waits; a `kill -9` loses at most what was
 * decided in the last fifth of a second (more only while the database is away). Outcomes do not depend on these rows:
 * the tracking token carries what they need.
 */
@Injectable()
export class DecisionLog implements BeforeApplicationShutdown {
  private waiting: Decision[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private readonly dropped;

  constructor(
    private readonly repository: DecisionsRepository,
    private readonly clock: Clock,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.dropped = metrics.counter('decisions_dropped_total', 'Decisions not logged, as too many waited');
  }

  begin(): DecisionStart {
    const now = this.clock.now();
    const seed = randomInt(2 ** 32);
    return { id: uuidv7({ msecs: now }), now, seed, random: seededRandom(seed) };
  }

  /** Returns at once; the row is written within a fifth of a second. */
  remember(decision: Decision): void {
    if (this.waiting.length >= mostWaiting) {
      this.dropped.inc();
      return;
    }
    this.waiting.push(decision);
    if (this.waiting.length === batchRows) void this.flush();
    else this.flushIn(flushMs);
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
      this.log.error({ decisions: this.waiting.length }, 'decisions could not be logged before the end');
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
      const batch = this.waiting.slice(0, batchRows);
      try {
        await this.repository.insert(batch);
      } catch (fault) {
        this.log.warn(
          { err: fault, waiting: this.waiting.length },
          'decisions could not be logged; trying again',
        );
        this.flushIn(flushMs * 5);
        return;
      }
      this.waiting = this.waiting.slice(batch.length);
    }
  }
}
