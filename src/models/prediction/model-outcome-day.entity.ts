import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { ModelName } from './model-manifest.js';

/** Of rows with like scores: how many are settled, how often it was foretold of them, and how often it came about. */
export type SettledBin = readonly [settled: number, foretold: number, came: number];

/** What came of what a version scored on one day, as far as it is settled. Counts: nobody's. */
@Entity('model_outcome_days')
export class ModelOutcomeDayEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'model_outcome_days_pk' })
  @ForeignKey(() => TenantEntity, { name: 'model_outcome_days_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_outcome_days_pk' }) model!: ModelName;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_outcome_days_pk' }) version!: string;
  /** On which it was scored, in UTC: `2026-11-22`. */
  @PrimaryColumn('date', { primaryKeyConstraintName: 'model_outcome_days_pk' }) day!: string;
  /** Rows of which something can come, settled or not. */
  @Column('int') rows!: number;
  /** Those settled, by the number of the bin of their score. */
  @Column('jsonb') bins!: Readonly<Record<string, SettledBin>>;
}
