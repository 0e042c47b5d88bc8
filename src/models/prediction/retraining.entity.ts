import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { ModelName } from './model-manifest.js';
import type { ModelEvidence } from './model-standing.js';
import type { RetrainingState, RetrainingStep } from './retraining.js';

/** One retraining of a tenant's model, from the wish to what came of it. Indexes let a model have one at a time, and one of a due moment. */
@Entity('retrainings')
@Index('retrainings_one_open', { synchronize: false })
@Index('retrainings_one_due', { synchronize: false })
@Index('retrainings_open', { synchronize: false })
export class RetrainingEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'retrainings_pk' })
  @ForeignKey(() => TenantEntity, { name: 'retrainings_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'retrainings_pk' }) model!: ModelName;
  /** 1 is the first of this model. Part of the version's name. */
  @PrimaryColumn('int', { primaryKeyConstraintName: 'retrainings_pk' }) number!: number;
  /** The moment of the schedule it is for; null where somebody asked for it. */
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt!: Date | null;
  /** Why, as whoever asked said. */
  @Column('text', { nullable: true }) reason!: string | null;
  /** Public id of the API key it was asked with; null: the schedule. */
  @Column('text', { name: 'asked_by', nullable: true }) askedBy!: string | null;
  @Column('text') state!: RetrainingState;
  /** Null while no worker is at it. */
  @Column('text', { nullable: true }) step!: RetrainingStep | null;
  /** How many workers took it up. What one tells of it counts only while it is the last. */
  @Column('int') attempts!: number;
  /** How many workers died with it in hand. */
  @Column('int') deaths!: number;
  /** Settled leads there were; null before they were counted. */
  @Column('int', { nullable: true }) leads!: number | null;
  /** How many more than the last version had. */
  @Column('int', { name: 'new_leads', nullable: true }) newLeads!: number | null;
  /** The version it made; null where it made none. */
  @Column('text', { nullable: true }) version!: string | null;
  @Column('jsonb', { nullable: true }) metrics!: Readonly<Record<string, number>> | null;
  @Column('jsonb', { nullable: true }) evidence!: ModelEvidence | null;
  @Column('boolean', { name: 'is_promoted' }) isPromoted!: boolean;
  /** What came of it, in words; never of a person. */
  @Column('text', { nullable: true }) message!: string | null;
  @Column('timestamptz', { name: 'queued_at' }) queuedAt!: Date;
  @Column('timestamptz', { name: 'started_at', nullable: true }) startedAt!: Date | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
}

/** A retraining, to be read. */
export type Retraining = Readonly<RetrainingEntity>;
