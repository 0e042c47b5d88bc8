import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { LeadEscalationEntity } from '../../../models/lead/lead-escalation.entity.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import { Clock } from '../../platform/clock.js';
import { LeadNews } from '../lead-news.service.js';
import { LeadsRepository, type ClaimedLead } from '../leads.repository.js';
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

  /** Leads whose second limit has passed, of every tenant. */
  forAnother(now: Date, limit: number): Promise<ClaimedLead[]> {
    return this.leads.dueForAnother(this.dataSource.manager, now, limit);
  }

  escalations(manager: EntityManager, tenantId: string, leadId: string): Promise<LeadEscalationEntity[]> {
    return this.rows.of(manager, tenantId, leadId);
  }

  /** Takes one lead that is overdue and notes it, in the caller's transaction; null when there is none. */
  async escalate(manager: EntityManager): Promise<LeadRecord | null> {
    const now = this.now();
    const lead = await this.leads.holdOverdue(manager, now);
    if (!lead) return null;
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
    return lead;
  }
}
