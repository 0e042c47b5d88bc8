import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { DriftReport } from './drift.js';
import type { ModelName } from './model-manifest.js';

/** How far the days of a version that answers a tenant are counted, which of them are its reference, and what was found last. */
@Entity('model_drifts')
export class ModelDriftEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'model_drifts_pk' })
  @ForeignKey(() => TenantEntity, { name: 'model_drifts_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_drifts_pk' }) model!: ModelName;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_drifts_pk' }) version!: string;
  /** The first day not counted yet. */
  @Column('date', { name: 'counted_until' }) countedUntil!: string;
  /** The last day of its reference, which begins with its first; null while that does not suffice. */
  @Column('date', { name: 'reference_until', nullable: true }) referenceUntil!: string | null;
  @Column('timestamptz', { name: 'judged_at' }) judgedAt!: Date;
  @Column('jsonb') report!: DriftReport;
}
