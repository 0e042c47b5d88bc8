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
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}
