import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { LifecycleSettings } from './lifecycle-settings.js';

/** What a tenant's stages are and whether they are kept as segments. A tenant without a row has `firstLifecycle`. */
@Entity('lifecycle_settings')
export class LifecycleSettingsEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'lifecycle_settings_pk' })
  @ForeignKey(() => TenantEntity, { name: 'lifecycle_settings_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  /** Counts changes, from 1. */
  @Column('integer') version!: number;
  @Column('jsonb') settings!: LifecycleSettings;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
