import { Injectable } from '@nestjs/common';
import { LessThan, type EntityManager } from 'typeorm';
import { LeadScoreEntity } from '../../../models/lead/lead-score.entity.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { LeadFeatureValues } from '../../../models/prediction/scores.js';
import { scoreChanges, totalMicros } from './score-changes.js';

/** Reads and writes `lead_scores`. */
@Injectable()
export class ScoresRepository {
  /** Begins the ledger of a lead with the score it has and what it was scored on, where that is known; nothing where it was begun. */
  async begin(
    manager: EntityManager,
    lead: LeadRecord,
    features: LeadFeatureValues | null = null,
  ): Promise<void> {
    await manager.createQueryBuilder().insert().into(LeadScoreEntity).values(entry(null, lead, 1, features)).orIgnore().execute(); // prettier-ignore
  }

  /** Adds what moved a lead from one score to the next, where anything did; says whether. The caller holds the lead. */
  async add(manager: EntityManager, before: LeadRecord, after: LeadRecord): Promise<boolean> {
    await this.begin(manager, before);
    const { tenantId, id: leadId } = after;
    const isSameModel = before.modelName === after.modelName && before.modelVersion === after.modelVersion;
    if (isSameModel && scoreChanges(before, after).length === 0) return false;
    const number = (await manager.countBy(LeadScoreEntity, { tenantId, leadId })) + 1;
    await manager.insert(LeadScoreEntity, entry(before, after, number));
    return true;
  }

  /** Entries of a lead, the newest first, those before a number. */
  of(manager: EntityManager, tenantId: string, leadId: string, before: number | null, limit: number): Promise<LeadScoreEntity[]> {
    return manager.find(LeadScoreEntity, {
      where: { tenantId, leadId, ...(before === null ? {} : { number: LessThan(before) }) },
      order: { number: 'DESC' },
      take: limit,
    });
  } // prettier-ignore
}

function entry(
  before: LeadRecord | null,
  after: LeadRecord,
  number: number,
  features: LeadFeatureValues | null = null,
): LeadScoreEntity {
  const { tenantId, id: leadId, scoredAt, probability, grade, modelName, modelVersion, modelFallback } = after; // prettier-ignore
  const changes = scoreChanges(before, after);
  return { tenantId, leadId, number, scoredAt, probability, grade, micros: totalMicros(after), changes, modelName, modelVersion, modelFallback, features }; // prettier-ignore
}
