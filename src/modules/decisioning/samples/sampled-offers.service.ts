import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { offerInputSet } from '../../inference/inference.service.js';
import { OfferSamplesRepository, type SampledOffer } from './offer-samples.repository.js';

export type { SampledOffer } from './offer-samples.repository.js';

/** A fair sample of the offers of a day, and what came of them: the door to those who watch a model. */
@Injectable()
export class SampledOffers {
  constructor(private readonly repository: OfferSamplesRepository) {}

  /** Those that a version answered, with their inputs in the order of `offerWatch`; `day` in UTC, as `2026-11-22`. */
  ofDay({ tenantId }: Pick<Caller, 'tenantId'>, version: string, day: string): Promise<SampledOffer[]> {
    return this.repository.ofDay(tenantId, { version, inputSet: offerInputSet, day });
  }
}
