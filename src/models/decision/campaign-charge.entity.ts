import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { OutcomeType } from './decision-outcome.entity.js';

/**
 * An outcome that was paid for, once an offer, written in one transaction with the outcome. Where the budget did not reach for the whole
 * price, what was charged is what was left of it.
 */
@Entity('campaign_charges')
@Index('campaign_charges_campaign', ['tenantId', 'campaignId', 'day'])
export class CampaignChargeEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'campaign_charges_pk' })
  @ForeignKey(() => TenantEntity, { name: 'campaign_charges_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'decision_id', primaryKeyConstraintName: 'campaign_charges_pk' })
  decisionId!: string;
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'campaign_charges_pk' }) position!: number;
  @Column('uuid', { name: 'campaign_id' }) campaignId!: string;
  /** Of the campaign's time zone. */
  @Column('date') day!: string;
  @Column('text', { name: 'billed_on' }) billedOn!: OutcomeType;
  @Column('bigint', { name: 'price_micros' }) priceMicros!: string;
  @Column('bigint', { name: 'charged_micros' }) chargedMicros!: string;
  @Column('timestamptz', { name: 'occurred_at' }) occurredAt!: Date;
}
