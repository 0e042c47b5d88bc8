import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LogEntry } from '../../models/event/log-entry.js';
import type { LeadRecord } from '../../models/lead/lead.entity.js';
import { Config } from '../platform/config.js';
import { LeadSettler } from './folding/lead-settler.js';
import { draftOf } from './lead-draft.js';
import { LeadMaker } from './lead-maker.js';
import { ScoreMarks } from './ledger/score-marks.js';

/** What a step along the log comes to for leads. */
@Injectable()
export class LeadSteps {
  constructor(
    private readonly maker: LeadMaker,
    private readonly settler: LeadSettler,
    private readonly marks: ScoreMarks,
    private readonly config: Config,
  ) {}

  /** Hands raised first, then merges and their undoing, which settle what there is by then; returns leads that were made. */
  async take(manager: EntityManager, entries: readonly LogEntry[]): Promise<LeadRecord[]> {
    const drafts = entries.flatMap((entry) => draftOf(entry, this.config.leadFreshMs) ?? []);
    const settled: { readonly tenantId: string; readonly profileIds: readonly string[] }[] = [];
    for (const { type, tenantId, profileId, currentProfileId } of entries)
      if (type === 'PROFILE_MERGED' || type === 'PROFILE_UNMERGED')
        settled.push({ tenantId, profileIds: await this.settler.concerned(manager, tenantId, [profileId, currentProfileId]) });
    const everybody = settled.flatMap(({ tenantId, profileIds }) => profileIds.map((profileId) => ({ tenantId, profileId })));
    const made = await this.maker.makeAll(manager, drafts, everybody);
    for (const { tenantId, profileIds } of settled) made.push(...(await this.settler.settle(manager, tenantId, profileIds)));
    await this.marks.mark(manager, entries);
    return made;
  } // prettier-ignore

  /** Tells that leads were made, after that transaction. */
  tell(made: readonly LeadRecord[]): void {
    this.maker.tell(made);
  }
}
