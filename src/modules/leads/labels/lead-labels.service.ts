import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { leadFeatures, leadFeatureSet } from '../../inference/inference.service.js';
import { Clock } from '../../platform/clock.js';
import { labelColumns, labelRow } from './label-row.js';
import { LabelsRepository, type LabelledRow } from './labels.repository.js';

const pageRows = 1_000;

/** What became of leads, beside what was known when each was made: what a model of leads learns from. */
@Injectable()
export class LeadLabels {
  constructor(
    private readonly repository: LabelsRepository,
    private readonly clock: Clock,
  ) {}

  /** The columns of `rows`: labels, then the features of the set that is written now. */
  columns(): readonly string[] {
    return [...labelColumns, ...leadFeatures.map(({ name }) => name)];
  }

  /**
   * A row for each lead of a tenant, the oldest first. Nothing in it is later than the making of the lead but its outcome, and nothing
   * says whose it is. Left out are leads scored on another set of features, made before they were kept, that began as
   * history, or that were made anew when their person was parted from another.
   */
  async *rows({ tenantId }: Pick<Caller, 'tenantId'>): AsyncGenerator<readonly string[]> {
    let after: LabelledRow | null = null;
    for (;;) {
      const page: LabelledRow[] = await this.repository.page(tenantId, after, pageRows);
      for (const lead of page)
        if (lead.features.set === leadFeatureSet) yield labelRow(lead, this.clock.now());
      after = page.at(-1) ?? null;
      if (page.length < pageRows) return;
    }
  }
}
