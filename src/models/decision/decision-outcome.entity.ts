import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/** What can come of an offer. */
export const outcomeTypes = ['OFFER_VIEWED', 'OFFER_CLICKED', 'LEAD_SUBMITTED'] as const;
export type OutcomeType = (typeof outcomeTypes)[number];

/**
 * An offer was seen or clicked, or led to a lead: once each, however many events say so. All of it comes from the signed token, so it
 * stands even where the decision's own row was lost with a process that was killed.
 */
@Entity('decision_outcomes')
@Index('decision_outcomes_newest', ['tenantId', 'occurredAt'])
@Index('decision_outcomes_profile', { synchronize: false })
export class DecisionOutcomeEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'decision_outcomes_pk' })
  @ForeignKey(() => TenantEntity, { name: 'decision_outcomes_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'decision_id', primaryKeyConstraintName: 'decision_outcomes_pk' })
  decisionId!: string;
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'decision_outcomes_pk' }) position!: number;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'decision_outcomes_pk' }) type!: OutcomeType;
  @Column('timestamptz', { name: 'occurred_at' }) occurredAt!: Date;
  @Column('timestamptz', { name: 'decided_at' }) decidedAt!: Date;
  @Column('text') placement!: string;
  @Column('uuid', { name: 'vehicle_id' }) vehicleId!: string;
  @Column('uuid', { name: 'campaign_id' }) campaignId!: string;
  @Column('uuid', { name: 'creative_id' }) creativeId!: string;
  @Column('real') propensity!: number;
  /** Whose it is, as far as the event that told of it says: who saw how much is counted again from here. */
  @Column('uuid', { name: 'profile_id', nullable: true }) profileId!: string | null;
}
