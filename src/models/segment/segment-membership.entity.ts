import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { SegmentEntity } from './segment.entity.js';

/**
 * One stay of a profile in a segment: entered, and perhaps left. At most one stay of a profile in a segment is open;
 * closed ones are the history that explains what a person was shown.
 */
@Entity('segment_memberships')
@Index('segment_memberships_open', { synchronize: false })
@Index('segment_memberships_members', { synchronize: false })
@Index('segment_memberships_left', { synchronize: false })
@Index('segment_memberships_profile', ['tenantId', 'profileId', 'segmentId'])
export class SegmentMembershipEntity {
  @Column('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    primaryKeyConstraintName: 'segment_memberships_pk',
    generatedIdentity: 'ALWAYS',
  })
  id!: string;
  @Column('uuid', { name: 'segment_id' })
  @ForeignKey(() => SegmentEntity, { name: 'segment_memberships_segment_fk', onDelete: 'CASCADE' })
  segmentId!: string;
  @Column('uuid', { name: 'profile_id' }) profileId!: string;
  @Column('timestamptz', { name: 'entered_at' }) enteredAt!: Date;
  @Column('timestamptz', { name: 'left_at', nullable: true }) leftAt!: Date | null;
  /** Subscriptions of other companies that were told that they entered: these alone are told that they left. */
  @Column('uuid', { name: 'told_to', array: true, default: '{}' }) toldTo!: string[];
}
