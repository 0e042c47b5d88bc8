import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { ModelEvidence } from '../../../models/prediction/model-standing.js';
import { ModelComparison } from '../../inference/standings/model-comparison.service.js';
import { LeadLabels } from '../../leads/labels/lead-labels.service.js';
import { weigh } from './gates.js';
import { nothingScored } from './nothing-scored.js';

/** Most leads that are held up; of a tenant with more, the oldest that neither version was taught with. */
const mostLeads = 50_000;
const words = { what: 'settled leads', comesAbout: 'were sold within 90 days' };

/**
 * What a tenant's own leads say of two versions of `lead-score`. Each lead is scored by both on what was known when it was made, and
 * counts once it is settled; leads of the time that either version was taught with do not count.
 */
@Injectable()
export class LeadEvidence {
  constructor(
    private readonly labels: LeadLabels,
    private readonly comparison: ModelComparison,
  ) {}

  /** @throws AppError MODEL_BUSY */
  async of(caller: Caller, champion: string, challenger: string): Promise<ModelEvidence> {
    const taught = [champion, challenger].map((version) =>
      this.comparison.taughtUntil('lead-score', version),
    );
    const missing = taught.indexOf(null);
    if (missing >= 0) return nothingScored(champion, `The ${missing === 0 ? 'champion' : 'version'} does not run in this process, so nothing can be held against it.`); // prettier-ignore
    const since = new Date(Math.max(...taught.map((date) => date?.getTime() ?? 0)));
    const values: (readonly number[])[] = [];
    const sold: boolean[] = [];
    for await (const lead of this.labels.settled(caller, since)) {
      values.push(lead.values);
      sold.push(lead.isSold);
      if (values.length === mostLeads) break;
    }
    const [theirs, its] = [await this.comparison.leads(champion, values), await this.comparison.leads(challenger, values)]; // prettier-ignore
    const rows = sold.map((happened, row) => ({ happened, champion: theirs[row] ?? 0, challenger: its[row] ?? 0 })); // prettier-ignore
    return weigh(champion, rows, words);
  }
}
