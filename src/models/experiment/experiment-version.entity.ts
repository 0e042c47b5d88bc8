import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { z } from 'zod';
import { ExperimentEntity } from './experiment.entity.js';
import type { ExperimentPlan } from './experiment-plan.js';

/** What was done to an experiment, or became of it. */
export const experimentDeeds = [
  'KEPT',
  'CREATED',
  'CHANGED',
  'STARTED',
  'ENDED',
  'RAN_OUT',
  'CAMPAIGN_ENDED',
  'VERDICT',
] as const;
export type ExperimentDeed = (typeof experimentDeeds)[number];

/** What to do about an experiment, for programs. */
export const verdictKinds = ['KEEP_GOING', 'STOP', 'NO_DIFFERENCE', 'HARMFUL', 'BROKEN'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** A verdict without its figures, which move with every look. */
export const plainVerdictSchema = z.object({ kind: z.enum(verdictKinds), arm: z.string().nullable() });
export type PlainVerdict = z.infer<typeof plainVerdictSchema>;

/**
 * What was done to an experiment, by whom, and what was planned then: one row a deed, never changed. The first of an experiment that is
 * older than versions is `KEPT`: how it stood before its first change.
 */
@Entity('experiment_versions')
@ForeignKey(() => ExperimentEntity, ['tenantId', 'experimentId'], ['tenantId', 'id'], {
  name: 'experiment_versions_experiment_fk',
  onDelete: 'CASCADE',
})
export class ExperimentVersionEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'experiment_versions_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'experiment_id', primaryKeyConstraintName: 'experiment_versions_pk' })
  experimentId!: string;
  /** 1 is the first. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'experiment_versions_pk' }) version!: number;
  @Column('text') deed!: ExperimentDeed;
  /** Of `VERDICT`: the verdict in words, as it was then. */
  @Column('text', { nullable: true }) note!: string | null;
  @Column('jsonb') plan!: ExperimentPlan;
  /** Of `VERDICT`: what it was. */
  @Column('jsonb', { nullable: true }) verdict!: PlainVerdict | null;
  @Column('timestamptz', { name: 'done_at' }) doneAt!: Date;
  /** Public id of the key; null of what nobody did: it ran out, a verdict. */
  @Column('text', { name: 'done_by', nullable: true }) doneBy!: string | null;
}
