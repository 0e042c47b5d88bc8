import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { LeadEscalationEntity } from '../../../models/lead/lead-escalation.entity.js';
import { isOpen } from '../../../models/lead/lead-status.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import { Clock } from '../../platform/clock.js';
import { LeadNews } from '../lead-news.service.js';
import { LeadsRepository, type ClaimedLead, type DueOfLeads } from '../leads.repository.js';
import { EscalationsRepository } from './escalations.repository.js';

/** Leads nobody answered in time, and what is written of it. */
@Injectable()
export class LateLeads {
  constructor(
    private readonly dataSource: DataSource,
    private readonly leads: LeadsRepository,
    private readonly rows: EscalationsRepository,
    private readonly news: LeadNews,
    private readonly clock: Clock,
  ) {}

  now(): Date {
    return new Date(this.clock.now());
  }

  /** Whether anything is due of any tenant's leads. */
  due(): Promise<DueOfLeads> {
    return this.leads.due(this.dataSource.manager, this.now());
  }

  /** Leads nobody answered in time, of every tenant, but these. */
  overdue(now: Date, limit: number, but: readonly string[]): Promise<ClaimedLead[]> {
    return this.leads.overdue(this.dataSource.manager, now, limit, but);
  }

  /** Leads whose second limit has passed, of every tenant, but these. */
  forAnother(now: Date, limit: number, but: readonly string[]): Promise<ClaimedLead[]> {
    return this.leads.dueForAnother(this.dataSource.manager, now, limit, but);
  }

  escalations({ tenantId }: Pick<Caller, 'tenantId'>, leadId: string): Promise<LeadEscalationEntity[]> {
    return this.rows.of(this.dataSource.manager, tenantId, leadId);
  }

  /** Takes a lead that is overdue, notes it, and has it told of in the same transaction; null where it is none any more. */
  escalate(overdue: ClaimedLead, tell: (manager: EntityManager, lead: LeadRecord) => Promise<LeadRecord>): Promise<LeadRecord | null> {
    return this.dataSource.transaction(async (manager) => {
      const lead = await this.leads.hold(manager, overdue.tenantId, overdue.id);
      const now = this.now();
      if (!lead || !isLate(lead, now)) return null;
      await this.note(manager, lead, now);
      return tell(manager, lead);
    });
  } // prettier-ignore

  private async note(manager: EntityManager, lead: LeadRecord, now: Date): Promise<void> {
    const { tenantId, id: leadId, identityId, dealerId, responseDueAt } = lead;
    await this.leads.markOverdue(manager, lead, now);
    await this.rows.add(manager, {
      tenantId,
      leadId,
      dealerId,
      dueAt: responseDueAt ?? now,
      escalatedAt: now,
    });
    await this.news.tell(manager, { what: 'OVERDUE', tenantId, leadId, identityId, dealerId });
  }
}

function isLate({ status, respondedAt, escalatedAt, responseDueAt }: LeadRecord, now: Date): boolean {
  return isOpen(status) && respondedAt === null && escalatedAt === null && responseDueAt !== null && responseDueAt <= now;
} // prettier-ignore
