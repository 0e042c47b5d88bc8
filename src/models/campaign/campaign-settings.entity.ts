import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/** How a tenant goes about its campaigns. A tenant without a row approves nothing. */
@Entity('campaign_settings')
export class CampaignSettingsEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'campaign_settings_pk' })
  @ForeignKey(() => TenantEntity, { name: 'campaign_settings_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  /** Nothing is shown that nobody approved. */
  @Column('boolean', { name: 'approval_needed' }) approvalNeeded!: boolean;
  /** Whoever wrote it may approve it. */
  @Column('boolean', { name: 'authors_may_approve' }) authorsMayApprove!: boolean;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
