import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LeadEscalationEntity } from '../../../models/lead/lead-escalation.entity.js';

/** Reads and writes `lead_escalations`. */
@Injectable()
export class EscalationsRepository {
  /** Adds one at the end of a lead's. The caller holds the lead. */
  async add(manager: EntityManager, escalation: Omit<LeadEscalationEntity, 'number'>): Promise<void> {
    const { tenantId, leadId } = escalation;
    const number = (await manager.countBy(LeadEscalationEntity, { tenantId, leadId })) + 1;
    await manager.insert(LeadEscalationEntity, { ...escalation, number });
  }

  /** Those of a lead, the first first. */
  of(manager: EntityManager, tenantId: string, leadId: string): Promise<LeadEscalationEntity[]> {
    return manager.find(LeadEscalationEntity, { where: { tenantId, leadId }, order: { number: 'ASC' } });
  }
}
