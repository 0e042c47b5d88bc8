import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LogEntry } from '../../models/event/log-entry.js';
import type { LeadRecord } from '../../models/lead/lead.entity.js';
import { Config } from '../platform/config.js';
import { groupBy } from '../platform/group-by.js';
import { LeadPeople, type ProfileKey } from './folding/lead-people.js';
import { LeadSettler } from './folding/lead-settler.js';
import { draftOf } from './lead-draft.js';
import { LeadMaker } from './lead-maker.js';
import { ScoreMarks } from './ledger/score-marks.js';

/** What a step along the log comes to for leads. */
@Injectable()
export class LeadSteps {
  constructor(
    private readonly maker: LeadMaker,
    private readonly people: LeadPeople,
    private readonly settler: LeadSettler,
    private readonly marks: ScoreMarks,
    private readonly config: Config,
  ) {}

  /** Hands raised first, then merges and their undoing, which settle at one go what there is by then of everybody who hangs together; returns leads that were made. */
  async take(manager: EntityManager, entries: readonly LogEntry[]): Promise<LeadRecord[]> {
    const drafts = entries.flatMap((entry) => draftOf(entry, this.config.leadFreshMs) ?? []);
    const merges = entries.filter(({ type }) => type === 'PROFILE_MERGED' || type === 'PROFILE_UNMERGED');
    const changed = [...groupBy(merges, ({ tenantId }) => tenantId)].map(([tenantId, theirs]) => ({ tenantId, profileIds: theirs.flatMap(({ profileId, currentProfileId }) => [profileId, currentProfileId]) }));
    const everybody: ProfileKey[] = [];
    for (const { tenantId, profileIds } of changed) everybody.push(...(await this.people.tiedTo(manager, tenantId, profileIds)));
    const made = await this.maker.makeAll(manager, drafts, everybody);
    for (const { tenantId, profileIds } of changed) {
      const people = await this.people.holdTied(manager, tenantId, profileIds);
      made.push(...(await this.settler.settle(manager, tenantId, people)));
      await this.marks.markNow(manager, people);
    }
    await this.marks.mark(manager, entries);
    return made;
  } // prettier-ignore

  /** Tells that leads were made, after that transaction. */
  tell(made: readonly LeadRecord[]): void {
    this.maker.tell(made);
  }
}
