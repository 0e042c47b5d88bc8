import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/**
 * Where an exposure stands: not counted yet, counted, or of a person who is counted by an earlier one (under another id
 * of theirs, perhaps in another arm).
 */
export const exposureStates = ['NEW', 'COUNTED', 'SECOND'] as const;
export type ExposureState = (typeof exposureStates)[number];

/** What was added to an arm's sums for a person, so that it can be taken out again. */
export interface Contribution {
  /** What they did before. */
  readonly x: number;
  /** What they did since, measure by measure. */
  readonly y: readonly number[];
}

/**
 * That an experiment first mattered to what somebody was shown, and in which arm they were. Keeps a keyed hash of the id
 * they came by, as the viewer store does; gone with the person, and some weeks after the experiment.
 */
@Entity('experiment_exposures')
@Index('experiment_exposures_unit', ['tenantId', 'unit'])
@Index('experiment_exposures_identity', { synchronize: false })
@Index('experiment_exposures_stale', { synchronize: false })
@Index('experiment_exposures_second', { synchronize: false })
export class ExperimentExposureEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'experiment_exposures_pk' })
  @ForeignKey(() => TenantEntity, { name: 'experiment_exposures_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'experiment_id', primaryKeyConstraintName: 'experiment_exposures_pk' })
  experimentId!: string;
  /** Keyed hash of the id by which the arm was drawn. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'experiment_exposures_pk' }) unit!: Buffer;
  /** Place of the arm in the plan; 0 is the control. */
  @Column('smallint') arm!: number;
  @Column('timestamptz', { name: 'exposed_at' }) exposedAt!: Date;
  /** The decision in which it first mattered. */
  @Column('uuid', { name: 'decision_id' }) decisionId!: string;
  /** Whose it is, once anybody is known by that id. */
  @Column('uuid', { name: 'identity_id', nullable: true }) identityId!: string | null;
  @Column('text') state!: ExposureState;
  /** What stands in the sums for it. */
  @Column('jsonb', { nullable: true }) contribution!: Contribution | null;
  /** Since when it waits to be counted anew; null while it is as the log says. */
  @Column('timestamptz', { name: 'stale_since', nullable: true }) staleSince!: Date | null;
}
