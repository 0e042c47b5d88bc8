import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LeadEntity } from '../../models/lead/lead.entity.js';
import type { LeadGrade } from '../../models/prediction/scores.js';

/** A place in the list of leads, newest first. */
export interface LeadKey {
  readonly createdAt: Date;
  readonly id: string;
}

/** Reads and writes `leads`. */
@Injectable()
export class LeadsRepository {
  find(manager: EntityManager, tenantId: string, id: string): Promise<LeadEntity | null> {
    return manager.findOneBy(LeadEntity, { tenantId, id });
  }

  /** Writes leads; one that is there already stays as it is. */
  async insert(manager: EntityManager, leads: readonly LeadEntity[]): Promise<void> {
    if (leads.length === 0) return;
    await manager
      .createQueryBuilder()
      .insert()
      .into(LeadEntity)
      .values([...leads])
      .orIgnore()
      .execute();
  }

  /** Newest first. */
  list(
    manager: EntityManager,
    tenantId: string,
    grade: LeadGrade | null,
    after: LeadKey | null,
    limit: number,
  ): Promise<LeadEntity[]> {
    const query = manager
      .createQueryBuilder(LeadEntity, 'lead')
      .where('lead.tenant_id = :tenantId', { tenantId });
    if (grade) query.andWhere('lead.grade = :grade', { grade });
    if (after) query.andWhere('(lead.created_at, lead.id) < (:createdAt, :id)', { ...after });
    return query.orderBy('lead.created_at', 'DESC').addOrderBy('lead.id', 'DESC').limit(limit).getMany();
  }
}
