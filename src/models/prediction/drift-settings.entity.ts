import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/** From when on a tenant wants drift watched and told. Without a row the usual thresholds count. */
@Entity('drift_settings')
export class DriftSettingsEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'drift_settings_pk' })
  @ForeignKey(() => TenantEntity, { name: 'drift_settings_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @Column('double precision') watch!: number;
  @Column('double precision') drifted!: number;
  @Column('double precision') calibration!: number;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
