import { Injectable } from '@nestjs/common';
import type { ModelName } from '../../../models/prediction/model-manifest.js';
import { LeadRows } from './lead-rows.js';
import { OfferRows } from './offer-rows.js';
import type { RowSource } from './scored-row.js';

/** Where each model's rows are read. */
@Injectable()
export class RowSources {
  constructor(
    private readonly leads: LeadRows,
    private readonly offers: OfferRows,
  ) {}

  of(model: ModelName): RowSource {
    switch (model) {
      case 'lead-score':
        return this.leads;
      case 'offer-propensity':
        return this.offers;
    }
  }
}
