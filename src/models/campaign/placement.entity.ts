import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/** A spot where offers can be shown: the hero of a home page, a tablet in the showroom, a car's screen. Named by its key: `home-hero`. */
@Entity('placements')
export class PlacementEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'placements_pk' })
  @ForeignKey(() => TenantEntity, { name: 'placements_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'placements_pk' }) key!: string;
  @Column('text') name!: string;
  @Column('text') description!: string;
  /** Most offers that are shown here at once; null: as many as are asked for. */
  @Column('integer', { nullable: true }) slots!: number | null;
  /** What a thousand impressions here cost at least, in micros of the tenant's currency; 0: no floor. Safe integers only. */
  @Column('bigint', { name: 'floor_micros', transformer: { to: (micros: number) => micros, from: Number } })
  floorMicros!: number;
  /** No two advertisers of one category on a page. */
  @Column('boolean', { name: 'separates_competitors' }) separatesCompetitors!: boolean;
  /** One advertiser takes the whole page. */
  @Column('boolean') exclusive!: boolean;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}
