import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { DealerEntity } from '../vehicle/dealer.entity.js';

/** Who advertises: a maker of cars, one of the tenant's dealers, or the tenant itself under a name of its own. */
export const advertiserKinds = ['CARMAKER', 'DEALER', 'HOUSE'] as const;
export type AdvertiserKind = (typeof advertiserKinds)[number];

/**
 * Somebody whose campaigns are shown and who pays for them. A campaign that names none is the tenant's own. Its categories
 * say whom it does not stand beside: where a placement separates competitors, no two advertisers of one category share a page.
 */
@Entity('advertisers')
@Index('advertisers_newest', ['tenantId', 'createdAt', 'id'])
export class AdvertiserEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'advertisers_pk' })
  @ForeignKey(() => TenantEntity, { name: 'advertisers_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'advertisers_pk' }) id!: string;
  @Column('text') name!: string;
  @Column('text') kind!: AdvertiserKind;
  /** The dealer that one of kind `DEALER` is; null of others, and once that dealer is gone. */
  @Column('uuid', { name: 'dealer_id', nullable: true })
  @ForeignKey(() => DealerEntity, { name: 'advertisers_dealer_fk', onDelete: 'SET NULL' })
  dealerId!: string | null;
  /** In small letters: `toyota`, `premium`. */
  @Column('text', { array: true }) categories!: string[];
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
