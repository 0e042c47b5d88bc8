import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { ModelName } from './model-manifest.js';

/** How the values of one input, or the scores, of a version were spread on one day that is over. Counts: nobody's. */
@Entity('model_input_days')
export class ModelInputDayEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'model_input_days_pk' })
  @ForeignKey(() => TenantEntity, { name: 'model_input_days_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_input_days_pk' }) model!: ModelName;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_input_days_pk' }) version!: string;
  /** In UTC: `2026-11-22`. */
  @PrimaryColumn('date', { primaryKeyConstraintName: 'model_input_days_pk' }) day!: string;
  /** Name of the input; `score` for what the model said. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_input_days_pk' }) input!: string;
  /** Sum of the values that are known. */
  @Column('double precision') total!: number;
  /** Rows by the number of their bin. */
  @Column('jsonb') bins!: Readonly<Record<string, number>>;
}
