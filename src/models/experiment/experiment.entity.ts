import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { ExperimentPlan, ExperimentStatus } from './experiment-plan.js';

/** Something tried on part of the people, to learn what it does. */
@Entity('experiments')
@Index('experiments_newest', ['tenantId', 'createdAt', 'id'])
export class ExperimentEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'experiments_pk' })
  @ForeignKey(() => TenantEntity, { name: 'experiments_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'experiments_pk' }) id!: string;
  /** As it was last written: one whose end has passed is over though this says RUNNING; see `statusAt`. */
  @Column('text') status!: ExperimentStatus;
  @Column('jsonb') plan!: ExperimentPlan;
  /** The layer whose people it takes from, from its start on. */
  @Column('text', { nullable: true }) layer!: string | null;
  /** Which of the layer's people, in ten-thousandths: from here on, */
  @Column('integer', { name: 'slots_from', nullable: true }) slotsFrom!: number | null;
  /** up to, and without, here. */
  @Column('integer', { name: 'slots_to', nullable: true }) slotsTo!: number | null;
  @Column('timestamptz', { name: 'starts_at', nullable: true }) startsAt!: Date | null;
  /** When nobody is exposed any more: as planned, or when it was ended. */
  @Column('timestamptz', { name: 'ends_at', nullable: true }) endsAt!: Date | null;
  /** Number of its newest version; 0 of one that is older than versions and was not changed since. */
  @Column('integer') version!: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
