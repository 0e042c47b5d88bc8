import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v5 as uuidv5 } from 'uuid';
import { LeadNotes } from '../../events/lead-notes.service.js';
import { Log } from '../../platform/log.js';
import { LeadRows } from '../lead-rows.js';
import type { ClaimedLead } from '../leads.repository.js';
import { LeadScorer } from './lead-scorer.js';

/** Leads scored in one go. */
const stride = 50;
/** Who claimed a lead and died is taken for dead after this. */
const leaseMs = 60_000;

/**
 * Scores open leads again when they are due: soon after their person did something, and once a day. What is due stands in the lead
 * itself, so nothing is lost with a worker or a queue.
 */
@Injectable()
export class LeadRescorer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: LeadRows,
    private readonly scorer: LeadScorer,
    private readonly notes: LeadNotes,
    private readonly log: Log,
  ) {}

  /** Scores all that is due. One that fails keeps no other from being scored, and is tried again later. */
  async run(): Promise<void> {
    for (;;) {
      const now = this.scorer.now();
      const until = new Date(now + leaseMs);
      const claimed = await this.rows.leads.claimDue(this.dataSource.manager, new Date(now), until, stride);
      for (const lead of claimed) await this.tryOne(lead, until);
      if (claimed.length < stride) return;
    }
  }

  private async tryOne(claimed: ClaimedLead, until: Date): Promise<void> {
    try {
      await this.rescore(claimed, until);
    } catch (fault) {
      this.log.warn({ err: fault, leadId: claimed.id }, 'could not score a lead again; it is tried later'); // prettier-ignore
    }
  }

  private async rescore({ tenantId, id }: ClaimedLead, until: Date): Promise<void> {
    const { manager } = this.dataSource;
    const lead = await this.rows.leads.find(manager, tenantId, id);
    if (!lead) return;
    const scored = await this.scorer.scoreAgain(manager, lead);
    const isGradeNew = await this.dataSource.transaction(async (own) => {
      const held = await this.rows.leads.hold(own, tenantId, id);
      if (!held) return false;
      const isNew = await this.rows.scores.add(own, held, scored);
      await this.rows.leads.putScore(own, isNew ? scored : { ...held, scoreDueAt: scored.scoreDueAt }, until);
      if (!isNew || held.grade === scored.grade) return false;
      const noteId = uuidv5(`grade:${id}:${scored.scoredAt.toISOString()}`, tenantId);
      await this.notes.add(own, [{ ...scored, noteId }]);
      return true;
    });
    if (isGradeNew) this.notes.wake([scored]);
  }
}
