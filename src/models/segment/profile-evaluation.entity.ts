import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * What evaluation knows of a profile: when its memberships can next change by time alone, and whether the viewer store
 * has what was last decided. Every profile that ever appeared in the log has one, so the table is also the list that
 * backfills and previews walk. Written only by the transaction that holds the shard's lock.
 */
@Entity('profile_evaluations')
@Index('profile_evaluations_walk', ['tenantId', 'shard', 'profileId'])
@Index('profile_evaluations_due', { synchronize: false })
@Index('profile_evaluations_unpublished', { synchronize: false })
export class ProfileEvaluationEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'profile_evaluations_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'profile_id', primaryKeyConstraintName: 'profile_evaluations_pk' })
  profileId!: string;
  @Column('integer') shard!: number;
  /** Null: only a new event can change anything. */
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt!: Date | null;
  /** Orders what is published: an older version never overwrites a newer one. */
  @Column('bigint') version!: string;
  @Column('boolean') unpublished!: boolean;
  @Column('timestamptz', { name: 'evaluated_at' }) evaluatedAt!: Date;
}
