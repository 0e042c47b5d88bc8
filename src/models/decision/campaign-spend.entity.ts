import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/** What a campaign was charged in all: the sum of its charges, which no statement lets grow beyond its budget. */
@Entity('campaign_totals')
@Index('campaign_totals_changed', ['changedAt'])
export class CampaignTotalEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'campaign_totals_pk' })
  @ForeignKey(() => TenantEntity, { name: 'campaign_totals_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'campaign_id', primaryKeyConstraintName: 'campaign_totals_pk' })
  campaignId!: string;
  @Column('bigint', { name: 'spent_micros' }) spentMicros!: string;
  @Column('int') charges!: number;
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
}

/** The same for a day of the campaign's time zone. */
@Entity('campaign_days')
@Index('campaign_days_changed', ['changedAt'])
export class CampaignDayEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'campaign_days_pk' })
  @ForeignKey(() => TenantEntity, { name: 'campaign_days_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'campaign_id', primaryKeyConstraintName: 'campaign_days_pk' })
  campaignId!: string;
  @PrimaryColumn('date', { primaryKeyConstraintName: 'campaign_days_pk' }) day!: string;
  @Column('bigint', { name: 'spent_micros' }) spentMicros!: string;
  @Column('int') charges!: number;
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
}
