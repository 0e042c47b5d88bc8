import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LookalikeEntity } from './lookalike.entity.js';

/** Somebody a lookalike found, in the order of likeness. */
@Entity('lookalike_members')
@Index('lookalike_members_profile', ['tenantId', 'profileId'])
@ForeignKey(() => LookalikeEntity, ['tenantId', 'lookalikeId'], ['tenantId', 'id'], {
  name: 'lookalike_members_lookalike_fk',
  onDelete: 'CASCADE',
})
export class LookalikeMemberEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'lookalike_members_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'lookalike_id', primaryKeyConstraintName: 'lookalike_members_pk' })
  lookalikeId!: string;
  /** Which asking for it they were found by: see `standing` of the lookalike. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'lookalike_members_pk' }) asking!: number;
  /** 1 is the most alike. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'lookalike_members_pk' }) rank!: number;
  @Column('uuid', { name: 'profile_id' }) profileId!: string;
  /** In standard deviations from everybody's mean. */
  @Column('double precision') score!: number;
}
