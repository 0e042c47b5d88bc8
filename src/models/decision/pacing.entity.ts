import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/** What one process saw of a tenant's chances in some seconds: counts, and nobody's. Kept a while after it was taken in, so that sending it twice counts once. */
@Entity('pacing_batches')
@Index('pacing_batches_new', { synchronize: false })
export class PacingBatchEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'pacing_batches_pk' })
  @ForeignKey(() => TenantEntity, { name: 'pacing_batches_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pacing_batches_pk' }) id!: string;
  @Column('timestamptz', { name: 'gathered_from' }) gatheredFrom!: Date;
  @Column('jsonb') content!: object;
  @Column('timestamptz', { name: 'taken_at', nullable: true }) takenAt!: Date | null;
}

/** How a campaign is held back until it is looked at again, and what that was worked out from. */
@Entity('campaign_paces')
export class CampaignPaceEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'campaign_paces_pk' })
  @ForeignKey(() => TenantEntity, { name: 'campaign_paces_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'campaign_id', primaryKeyConstraintName: 'campaign_paces_pk' })
  campaignId!: string;
  @Column('double precision') multiplier!: number;
  @Column('double precision') share!: number;
  @Column('text', { name: 'held_by', nullable: true }) heldBy!: string | null;
  @Column('jsonb') state!: object;
}

/** How a tenant's requests spread over the week, what the current hour had so far, and when its campaigns were paced last. */
@Entity('tenant_traffic')
export class TenantTrafficEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'tenant_traffic_pk' })
  @ForeignKey(() => TenantEntity, { name: 'tenant_traffic_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @Column('jsonb') shape!: object;
  @Column('timestamptz', { name: 'hour_began' }) hourBegan!: Date;
  @Column('double precision') requests!: number;
  @Column('timestamptz', { name: 'paced_at' }) pacedAt!: Date;
}
