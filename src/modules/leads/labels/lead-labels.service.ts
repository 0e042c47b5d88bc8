import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { leadFeatures, leadFeatureSet } from '../../inference/inference.service.js';
import { Clock } from '../../platform/clock.js';
import { labelColumns, labelRow, soldOf } from './label-row.js';
import { LabelsRepository, type LabelledRow } from './labels.repository.js';

const pageRows = 1_000;

/** A lead of which is known what came of it: what it was scored on when it was made, and whether it was sold within 90 days. */
export interface SettledLead {
  /** In the order of `leadFeatures`. */
  readonly values: readonly number[];
  readonly isSold: boolean;
}

/** A lead as it was scored when it was made, and what came of it. */
export interface ScoredLead extends Pick<LabelledRow, 'createdAt' | 'probability' | 'modelVersion'> {
  /** In the order of `leadFeatures`. */
  readonly values: readonly number[];
  /** Null while it may still come either way. */
  readonly isSold: boolean | null;
}

/** Sorts behind every id. */
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

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
    for await (const lead of this.leads(tenantId, null)) yield labelRow(lead, this.clock.now());
  }

  /** The same as lines of a CSV, its header first. Words of closed sets, days and numbers: nothing in them needs quotes. */
  async *lines(caller: Pick<Caller, 'tenantId'>): AsyncGenerator<string> {
    yield `${this.columns().join(',')}\r\n`;
    for await (const row of this.rows(caller)) yield `${row.join(',')}\r\n`;
  }

  /** Leads made after an instant of which is known what came of them, the oldest first; left out is what `rows` leaves out. */
  async *settled({ tenantId }: Pick<Caller, 'tenantId'>, since: Date): AsyncGenerator<SettledLead> {
    for await (const lead of this.leads(tenantId, { createdAt: since, id: lastId })) {
      const isSold = soldOf(lead, this.clock.now());
      if (isSold !== null) yield { values: lead.features.values, isSold };
    }
  }

  /** Leads made after an instant as they were scored then, the oldest first; left out is what `rows` leaves out. */
  async *scored({ tenantId }: Pick<Caller, 'tenantId'>, after: Date): AsyncGenerator<ScoredLead> {
    for await (const lead of this.leads(tenantId, { createdAt: after, id: lastId })) {
      const { createdAt, probability, modelVersion, features } = lead;
      yield {
        createdAt,
        probability,
        modelVersion,
        values: features.values,
        isSold: soldOf(lead, this.clock.now()),
      };
    }
  }

  private async *leads(tenantId: string, from: Pick<LabelledRow, 'createdAt' | 'id'> | null): AsyncGenerator<LabelledRow> {
    let after = from;
    for (;;) {
      const page: LabelledRow[] = await this.repository.page(tenantId, after, pageRows);
      for (const lead of page) if (lead.features.set === leadFeatureSet) yield lead;
      after = page.at(-1) ?? null;
      if (page.length < pageRows) return;
    }
  } // prettier-ignore
}
