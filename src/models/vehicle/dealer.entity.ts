import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/** A place where a tenant's cars stand. */
@Entity('dealers')
@Unique('dealers_code_unique', ['tenantId', 'code'])
export class DealerEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'tenant_id' })
  @ForeignKey(() => TenantEntity, { name: 'dealers_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  /** What feeds call it, unique in the tenant: `LDN-01`. */
  @Column('text') code!: string;
  @Column('text') name!: string;
  @Column('text') city!: string;
  /** WGS 84 degrees; null while unknown. */
  @Column('double precision', { nullable: true }) latitude!: number | null;
  @Column('double precision', { nullable: true }) longitude!: number | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}
