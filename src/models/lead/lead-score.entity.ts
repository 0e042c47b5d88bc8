import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { LeadFeatureValues, LeadGrade } from '../prediction/scores.js';
import { LeadEntity } from './lead.entity.js';

/** What moved a score from one entry of the ledger to the next, in whole millionths of log-odds, so that sums are exact. */
export interface ScoreChange {
  /** The feature; `base` for what a lead starts from. */
  readonly feature: string;
  readonly sentence: string;
  readonly micros: number;
}

/** One entry of a lead's ledger: the score it then had, and what moved it there. Entries are numbered from 1 and add up. */
@Entity('lead_scores')
@ForeignKey(() => LeadEntity, ['tenantId', 'leadId'], ['tenantId', 'id'], { name: 'lead_scores_lead_fk', onDelete: 'CASCADE' }) // prettier-ignore
export class LeadScoreEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'lead_scores_pk' }) tenantId!: string;
  @PrimaryColumn('uuid', { name: 'lead_id', primaryKeyConstraintName: 'lead_scores_pk' }) leadId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'lead_scores_pk' }) number!: number;
  @Column('timestamptz', { name: 'scored_at' }) scoredAt!: Date;
  @Column('double precision') probability!: number;
  @Column('text') grade!: LeadGrade;
  /** Millionths of log-odds: the sum of all changes up to this entry. */
  @Column('integer') micros!: number;
  @Column('jsonb') changes!: readonly ScoreChange[];
  @Column('text', { name: 'model_name' }) modelName!: string;
  @Column('text', { name: 'model_version' }) modelVersion!: string;
  @Column('text', { name: 'model_fallback', nullable: true }) modelFallback!: string | null;
  /** What the model was given, kept with the first entry: what was known when the lead was made. Null of others, and of old leads. */
  @Column('jsonb', { nullable: true }) features!: LeadFeatureValues | null;
}
