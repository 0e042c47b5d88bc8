import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { setImmediate as turn } from 'node:timers/promises';
import type { OfferCandidate, OfferScore } from '../../../models/prediction/scores.js';
import type { ShadowScoreEntity } from '../../../models/decision/shadow-score.entity.js';
import { ShadowScoring } from '../../inference/standings/shadow-scoring.service.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import type { OffersAsk } from '../candidates.js';
import { shadowRows, type SeenDecision } from './shadow-rows.js';
import { ShadowScoresRepository } from './shadow-scores.repository.js';

/** Decisions that wait for a shadow; more are let go. */
const mostWaiting = 200;
/** Decisions a second that a process shows a shadow: what it costs the loop to write their numbers down stays below a hundredth of it. */
const mostASecond = 25;
const batchRows = 500;

/** A decision and what it was asked with. */
export interface Shadowed extends SeenDecision {
  readonly ask: Pick<OffersAsk, 'recent' | 'placement' | 'now'>;
}

/**
 * Has a shadow score decisions after they were answered, one at a time, and keeps what it said beside the champion's scores. Nothing
 * waits for it: what does not fit is let go and counted, and a `kill -9` loses what waits.
 */
@Injectable()
export class ShadowLog implements BeforeApplicationShutdown {
  private readonly waiting: (Shadowed & { readonly version: string })[] = [];
  private working: Promise<void> | undefined;
  private second = { at: 0, taken: 0 };
  private readonly dropped;
  private readonly kept;

  constructor(
    private readonly shadows: ShadowScoring,
    private readonly repository: ShadowScoresRepository,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.dropped = metrics.counter('shadow_dropped_total', 'Decisions that no shadow scored, by why', ['reason']); // prettier-ignore
    this.kept = metrics.counter('shadow_scores_total', 'Offers shown that a shadow scored');
  }

  /** Returns at once. */
  note(seen: Shadowed): void {
    const version = this.shadows.offersShadow(seen.tenantId);
    if (version === null || version === seen.champion) return;
    if (this.waiting.length >= mostWaiting) {
      this.dropped.inc({ reason: 'full' });
      return;
    }
    const at = Math.floor(seen.decidedAt / 1_000);
    if (this.second.at !== at) this.second = { at, taken: 0 };
    if (this.second.taken++ >= mostASecond) {
      this.dropped.inc({ reason: 'sampled' });
      return;
    }
    this.waiting.push({ ...seen, version });
    this.working ??= this.work().finally(() => (this.working = undefined));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.working;
  }

  private async work(): Promise<void> {
    let rows: ShadowScoreEntity[] = [];
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      await turn(); // whoever waits for an answer comes first
      const scores = await this.scoresOf(next);
      if (scores === null) this.dropped.inc({ reason: 'failed' });
      else rows.push(...shadowRows(next, next.version, scores));
      if (rows.length >= batchRows || this.waiting.length === 0) {
        await this.write(rows);
        rows = [];
      }
    }
  }

  /** What the shadow says of each of the scored: each car with each angle once, as the champion was asked. */
  private async scoresOf({ version, scored, ask }: Shadowed & { version: string }): Promise<readonly OfferScore[] | null> {
    const candidates: OfferCandidate[] = scored.map(({ candidate: { facts, creative } }) => ({ vehicle: facts, creative: { creativeId: creative.id, angle: creative.angle } }));
    return this.shadows.offers(version, { recent: ask.recent, candidates, context: { placement: ask.placement, at: ask.now } });
  } // prettier-ignore

  private async write(rows: readonly ShadowScoreEntity[]): Promise<void> {
    if (rows.length === 0) return;
    try {
      await this.repository.insert(rows);
      this.kept.inc(rows.length);
    } catch (fault) {
      this.dropped.inc({ reason: 'unwritten' });
      this.log.warn({ err: fault, rows: rows.length }, 'scores of a shadow could not be kept');
    }
  }
}
