import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { ExperimentMeasure } from './experiment-plan.js';

/**
 * Sums over the people of an arm, of what each did before (x) and since (y): nobody's own number. They stay when somebody
 * is erased.
 */
@Entity('experiment_sums')
export class ExperimentSumEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'experiment_sums_pk' })
  @ForeignKey(() => TenantEntity, { name: 'experiment_sums_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'experiment_id', primaryKeyConstraintName: 'experiment_sums_pk' })
  experimentId!: string;
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'experiment_sums_pk' }) arm!: number;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'experiment_sums_pk' }) measure!: ExperimentMeasure;
  @Column('integer') people!: number;
  @Column('numeric') y!: string;
  @Column('numeric') yy!: string;
  @Column('numeric') x!: string;
  @Column('numeric') xx!: string;
  @Column('numeric') xy!: string;
}
