import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { SampledOffers } from '../../decisioning/samples/sampled-offers.service.js';
import { offerWatch } from '../../inference/inference.service.js';
import { daysIn, plusDays } from '../counting/days.js';
import type { Days, RowSource, ScoredRow } from './scored-row.js';

/** Samples of days before are gone. */
const keptDays = 15;

/** A sample of the offers chosen, and whether those that somebody saw were clicked: a click comes within the hour or not at all. */
@Injectable()
export class OfferRows implements RowSource {
  readonly inputs = offerWatch;
  readonly outcomesOpenDays = 0;
  readonly calibrationDays = 7;

  constructor(private readonly samples: SampledOffers) {}

  async *rows(caller: Pick<Caller, 'tenantId'>, version: string, { from, until }: Days): AsyncGenerator<ScoredRow> {
    const oldest = plusDays(until, -keptDays);
    for (const day of daysIn({ from: from > oldest ? from : oldest, until }))
      for (const { click, inputs, isSeen, isClicked } of await this.samples.ofDay(caller, version, day))
        yield { day, score: click, values: inputs, outcome: isSeen ? (isClicked ? 'CAME' : 'DID_NOT') : 'NOTHING_ASKED' };
  } // prettier-ignore
}
