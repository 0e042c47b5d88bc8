import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { leadFeatures } from '../../inference/inference.service.js';
import { LeadLabels } from '../../leads/labels/lead-labels.service.js';
import { dayOf, startOf } from '../counting/days.js';
import type { Days, RowSource, ScoredRow } from './scored-row.js';

/** A lead settles within 90 days; the days held against what was foretold lie before those at worst. */
const settledWithinDays = 90;

/** Leads, as they were scored when they were made. What they were scored on is kept with them, so nothing has to be sampled. */
@Injectable()
export class LeadRows implements RowSource {
  readonly inputs = leadFeatures.map(({ name }) => ({ name, categories: null }));
  readonly calibrationDays = 28;
  readonly outcomesOpenDays = settledWithinDays + this.calibrationDays + 1;

  constructor(private readonly labels: LeadLabels) {}

  async *rows(caller: Pick<Caller, 'tenantId'>, version: string, { from, until }: Days): AsyncGenerator<ScoredRow> {
    for await (const { createdAt, probability, modelVersion, values, isSold } of this.labels.scored(caller, new Date(startOf(from) - 1))) {
      const day = dayOf(createdAt.getTime());
      if (day >= until) return;
      if (modelVersion === version) yield { day, score: probability, values, outcome: isSold === null ? 'OPEN' : isSold ? 'CAME' : 'DID_NOT' };
    }
  } // prettier-ignore
}
