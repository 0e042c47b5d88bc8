import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { LeadEscalationEntity } from '../../../models/lead/lead-escalation.entity.js';
import { LeadNotes } from '../../events/lead-notes.service.js';
import { LeadOwners } from '../lead-owners.js';
import { LeadRouting } from '../routing/lead-routing.js';
import { LateLeads } from './late-leads.js';

/** Leads given to another dealer in one go. */
const stride = 50;

/**
 * Notices that nobody answered a lead in time, and gives it to another dealer when the second limit has passed. What is due stands
 * in the lead: a timer that was lost, or a worker, loses nothing, and two of them do it once.
 */
@Injectable()
export class LeadResponse {
  constructor(
    private readonly dataSource: DataSource,
    private readonly late: LateLeads,
    private readonly owners: LeadOwners,
    private readonly routing: LeadRouting,
    private readonly notes: LeadNotes,
  ) {}

  /** Does all that is due. */
  async run(): Promise<void> {
    while (await this.escalateOne());
    for (;;) {
      const now = this.late.now();
      const due = await this.late.forAnother(now, stride);
      for (const { tenantId, id } of due)
        await this.routing.reroute({ tenantId }, id, 'OVERDUE', ({ status, respondedAt, rerouteDueAt }) =>
          status === 'NEW' && respondedAt === null && rerouteDueAt !== null && rerouteDueAt <= now); // prettier-ignore
      if (due.length < stride) return;
    }
  }

  /** When nobody answered a lead in time, the first first. */
  escalations({ tenantId }: Pick<Caller, 'tenantId'>, leadId: string): Promise<LeadEscalationEntity[]> {
    return this.late.escalations(this.dataSource.manager, tenantId, leadId);
  }

  /** Marks one lead that is overdue; false when there is none. */
  private async escalateOne(): Promise<boolean> {
    const told = await this.dataSource.transaction(async (manager) => {
      const lead = await this.late.escalate(manager);
      if (!lead) return null;
      const [now = lead] = await this.owners.asOfNow([lead]);
      await this.notes.addOverdue(manager, now);
      return now;
    });
    if (told) this.notes.wake([told]);
    return told !== null;
  }
}
