import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DecisionItem } from '../../models/decision/decision.js';
import type { Elimination } from '../../models/decision/elimination.js';
import type { ModelStamp } from '../../models/prediction/scores.js';
import { Config } from '../platform/config.js';
import { Metrics } from '../platform/metrics.js';
import { SegmentsService } from '../segments/segments.service.js';
import type { OffersAsk } from './candidates.js';
import { fillCreative, type FilledCreative } from './fill-creative.js';
import type { BilledOffer } from './limits/holding.js';
import type { Nothing } from './nothing.js';
import { reasonsOver } from './reasons.js';
import { signToken, tokenKey } from './tracking-token.js';
import { OfferSampleLog } from './samples/offer-sample-log.js';
import { evidenceOf } from './shadow/evidence.js';
import { ShadowLog, type Shadowed } from './shadow/shadow-log.js';
import type { Ranking } from './trials.js';

/** An offer ready to be shown, with what is logged of it. */
export interface OfferItem {
  readonly chosen: BilledOffer;
  readonly words: FilledCreative;
  readonly reasons: readonly string[];
  readonly trackingToken: string;
  readonly logged: DecisionItem;
}

/** Turns choices into answers (words, reasons, signed tokens) and counts them. */
@Injectable()
export class OfferAnswers {
  private readonly key: KeyObject;
  private readonly seconds;
  private readonly eliminated;
  private readonly empty;
  private readonly fallbacks;
  private readonly modelAway;

  constructor(
    private readonly segments: SegmentsService,
    config: Config,
    metrics: Metrics,
    private readonly shadows: ShadowLog,
    private readonly samples: OfferSampleLog,
  ) {
    this.key = tokenKey(config.secret);
    this.seconds = metrics.histogram('offers_seconds', 'Time to decide one offers request', ['answer']);
    this.eliminated = metrics.counter('offers_eliminated_total', 'Campaigns and vehicles that fell away', ['step']); // prettier-ignore
    this.empty = metrics.counter('offers_empty_total', 'Answers with nothing to show', ['reason']);
    this.modelAway = metrics.counter('trials_model_away_total', 'Answers that another version ranked than the one their experiment tries, as it does not run in this process'); // prettier-ignore
    this.fallbacks = metrics.counter('offers_fallback_total', 'Answers ranked by a baseline', ['model']);
  }

  async itemsOf(
    tenantId: string,
    { decisionId, decidedAt, placement }: { decisionId: string; decidedAt: number; placement: string },
    chosen: readonly BilledOffer[],
    ask: OffersAsk,
  ): Promise<OfferItem[]> {
    const reasonsFor = reasonsOver({ ...ask, segmentNames: await this.segments.names(tenantId) });
    return chosen.map((offer) => {
      const { position, vehicle, campaign, creative, propensity, value, score, billed, auction, choice } =
        offer;
      const ids = { vehicleId: vehicle.id, campaignId: campaign.id, creativeId: creative.id };
      const reasons = reasonsFor(offer);
      const tracked = {
        tenantId,
        decisionId,
        decidedAt,
        placement,
        position,
        propensity,
        billing: billed,
        foretold: choice?.foretold ?? null,
        ...ids,
      };
      return {
        chosen: offer,
        words: fillCreative(creative, vehicle),
        reasons,
        trackingToken: signToken(this.key, tracked),
        logged: {
          position,
          ...ids,
          score,
          value,
          propensity,
          reasons,
          ...(billed ? { billing: billed } : {}),
          ...(auction ? { auction } : {}),
          ...(choice
            ? { creativeChoice: { chance: choice.chance, among: choice.among, isTold: choice.isTold } }
            : {}),
        },
      };
    });
  }

  /**
   * Returns at once. What a version that shadows would have said of a decision is found out afterwards; of some it is kept what the model was given.
   * Neither of answers that are no evidence of it, as another way was tried.
   */
  noteSeen(seen: Shadowed & { readonly ask: OffersAsk }, { fallback }: ModelStamp): void {
    const { ofChampion, ofOthers } = evidenceOf(seen.ask.ranking);
    if (ofOthers) this.shadows.note(seen);
    if (ofChampion && fallback === null) this.samples.note(seen);
  }

  /**
   * Counts an answer; `began` is `process.hrtime.bigint()` at its beginning. Where another version ranked than is tried on the viewer, that is
   * counted too: they stay in their arm, as leaving them out would not be by chance.
   */
  countOffers(
    model: ModelStamp,
    { modelVersion }: Ranking,
    eliminated: readonly Elimination[],
    began: bigint,
  ): void {
    if (modelVersion !== null && modelVersion !== model.version) this.modelAway.inc();
    if (model.fallback !== null) this.fallbacks.inc({ model: model.version });
    this.count('offers', eliminated, began);
  }

  countNothing({ step }: Nothing, eliminated: readonly Elimination[], began: bigint): void {
    this.empty.inc({ reason: step });
    this.count('nothing', eliminated, began);
  }

  private count(answer: string, eliminated: readonly Elimination[], began: bigint): void {
    for (const { step, count } of eliminated) if (count > 0) this.eliminated.inc({ step }, count);
    this.seconds.observe({ answer }, Number(process.hrtime.bigint() - began) / 1e9);
  }
}
