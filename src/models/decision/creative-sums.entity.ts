import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/**
 * What came of a creative of a campaign at a placement, where the campaign learns which of its creatives to show. Sums: nobody's. No
 * foreign key on the campaign: what comes late of one that is gone must not keep other outcomes from being written.
 */
@Entity('creative_sums')
@Index('creative_sums_news', ['tenantId', 'news'])
export class CreativeSumsEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'creative_sums_pk' })
  @ForeignKey(() => TenantEntity, { name: 'creative_sums_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'campaign_id', primaryKeyConstraintName: 'creative_sums_pk' })
  campaignId!: string;
  @PrimaryColumn('uuid', { name: 'creative_id', primaryKeyConstraintName: 'creative_sums_pk' })
  creativeId!: string;
  /** Where it was shown: the key of the placement. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'creative_sums_pk' }) context!: string;
  /** Offers seen, and of those the clicked, counted whole. */
  @Column('bigint') shown!: string;
  @Column('bigint') clicked!: string;
  /** Clicks, clicks foretold by the model, and those foretold of an average creative: the later, the more each weighs. */
  @Column('double precision') clicks!: number;
  @Column('double precision') expected!: number;
  @Column('double precision') average!: number;
  /** Number of the tenant's news that changed it last. */
  @Column('bigint') news!: string;
}
