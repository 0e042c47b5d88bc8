import { Injectable } from '@nestjs/common';
import type { OfferScore, OfferScoringRequest } from '../../../models/prediction/scores.js';
import { encodeOffers } from '../features/offer-features.js';
import { ModelFailure } from '../model-failure.js';
import { ModelRegistry } from '../model-registry.js';
import { readProbabilities } from '../probabilities.js';
import { Champions } from './champions.js';

/** What a version would have said that nobody hears: on a thread of its own, so that no answer waits for it. */
@Injectable()
export class ShadowScoring {
  constructor(
    private readonly registry: ModelRegistry,
    private readonly champions: Champions,
  ) {}

  /** The version of `offer-propensity` that shadows for a tenant; null where none does. At once, from memory. */
  offersShadow(tenantId: string): string | null {
    return this.champions.shadowOf(tenantId, 'offer-propensity');
  }

  /** What a version says of every candidate, in their order; null where it cannot: nothing depends on it. */
  async offers(version: string, request: OfferScoringRequest): Promise<readonly OfferScore[] | null> {
    try {
      const outputs = await this.registry
        .shadow('offer-propensity', version)
        .run(() => encodeOffers(request));
      const { click, lead } = readProbabilities(['click', 'lead'], outputs, request.candidates.length);
      return request.candidates.map((_, row) => ({ click: click?.[row] ?? 0, lead: lead?.[row] ?? 0 }));
    } catch (fault) {
      if (fault instanceof ModelFailure) return null;
      throw fault;
    }
  }
}
