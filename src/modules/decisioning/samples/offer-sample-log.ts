import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type { OfferSampleEntity } from '../../../models/decision/offer-sample.entity.js';
import { offerInputSet, readOffer, type WatchedOffer } from '../../inference/inference.service.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import type { Shadowed } from '../shadow/shadow-log.js';
import { Lottery, rankOf } from './pick.js';
import { OfferSamplesRepository } from './offer-samples.repository.js';

/** So long offers are gathered, as to write one down by itself costs as much as to write down a hundred. */
const gatherMs = 200;
/** Offers that wait to be written down; more are let go. */
const mostWaiting = 400;
const batchRows = 100;

interface Waiting extends WatchedOffer {
  readonly row: Omit<OfferSampleEntity, 'inputs' | 'inputSet'>;
}

/**
 * Keeps a sample of the offers that models chose, with what they were given, so that drift can be watched. Nothing waits for it: what does
 * not fit is let go and counted, and a `kill -9` loses what waits.
 */
@Injectable()
export class OfferSampleLog implements BeforeApplicationShutdown {
  private readonly lotteries = new Map<string, Lottery>();
  private readonly waiting: Waiting[] = [];
  private working: Promise<void> | undefined;
  private readonly dropped;

  constructor(
    private readonly repository: OfferSamplesRepository,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.dropped = metrics.counter('offer_samples_dropped_total', 'Offers of the sample for drift that were not kept, by why', ['reason']); // prettier-ignore
  }

  /** Returns at once. One offer of the decision is taken, by chance. */
  note({ tenantId, decisionId, decidedAt, champion, chosen, scored, ask }: Shadowed): void {
    const rank = rankOf(decisionId);
    if (!this.lotteryOf(tenantId).takes(new Date(decidedAt).toISOString().slice(0, 10), rank)) return;
    const offer = chosen[rank % Math.max(chosen.length, 1)];
    const said = scored.find(({ candidate: { vehicle, creative } }) => vehicle === offer?.vehicle && creative.angle === offer.creative.angle); // prettier-ignore
    if (!offer || !said) return;
    if (this.waiting.length >= mostWaiting) {
      this.dropped.inc({ reason: 'full' });
      return;
    }
    this.waiting.push({
      row: { tenantId, decisionId, position: offer.position, decidedAt: new Date(decidedAt), version: champion, click: said.score.click, rank: String(rank) }, // prettier-ignore
      candidate: { vehicle: said.candidate.facts, creative: { creativeId: offer.creative.id, angle: offer.creative.angle } }, // prettier-ignore
      ...{ recent: ask.recent, context: { placement: ask.placement, at: ask.now } },
    });
    this.working ??= this.work().finally(() => (this.working = undefined));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.working;
  }

  private lotteryOf(tenantId: string): Lottery {
    let lottery = this.lotteries.get(tenantId);
    if (!lottery) this.lotteries.set(tenantId, (lottery = new Lottery()));
    return lottery;
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      await sleep(gatherMs);
      const rows: OfferSampleEntity[] = [];
      for (const { row, ...offer } of this.waiting.splice(0, batchRows)) {
        await turn(); // whoever waits for an answer comes first
        rows.push({ ...row, inputSet: offerInputSet, inputs: readOffer(offer) });
      }
      await this.write(rows);
    }
  }

  private async write(rows: readonly OfferSampleEntity[]): Promise<void> {
    try {
      await this.repository.insert(rows);
    } catch (fault) {
      this.dropped.inc({ reason: 'unwritten' }, rows.length);
      this.log.warn({ err: fault, rows: rows.length }, 'a sample of offers could not be kept');
    }
  }
}
