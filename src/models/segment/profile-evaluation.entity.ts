import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * What evaluation knows of a profile: whether the viewer store has what was last decided. Every profile that ever appeared in
 * the log has one. Written only by the transaction that holds the shard's lock.
 */
@Entity('profile_evaluations')
@Index('profile_evaluations_walk', ['tenantId', 'shard', 'profileId'])
@Index('profile_evaluations_unpublished', { synchronize: false })
export class ProfileEvaluationEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'profile_evaluations_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'profile_id', primaryKeyConstraintName: 'profile_evaluations_pk' })
  profileId!: string;
  @Column('integer') shard!: number;
  /** Orders what is published: an older version never overwrites a newer one. */
  @Column('bigint') version!: string;
  @Column('boolean') unpublished!: boolean;
  @Column('timestamptz', { name: 'evaluated_at' }) evaluatedAt!: Date;
}
