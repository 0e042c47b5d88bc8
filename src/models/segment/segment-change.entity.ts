import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { SegmentDeliveryEntity } from './segment-delivery.entity.js';
import { SegmentSubscriptionEntity } from './segment-subscription.entity.js';

/**
 * That a profile entered or left a segment, once for each subscription that wants to hear of it. Written in the transaction
 * that writes the membership, so neither is there without the other. Its id is what receivers know a repetition by.
 */
@Entity('segment_changes')
@Index('segment_changes_waiting', { synchronize: false })
@Index('segment_changes_delivery', ['tenantId', 'deliveryId', 'id'])
@Index('segment_changes_profile', ['tenantId', 'profileId'])
@ForeignKey(() => SegmentSubscriptionEntity, ['tenantId', 'subscriptionId'], ['tenantId', 'id'], {
  name: 'segment_changes_subscription_fk',
  onDelete: 'CASCADE',
})
@ForeignKey(() => SegmentDeliveryEntity, ['tenantId', 'deliveryId'], ['tenantId', 'id'], {
  name: 'segment_changes_delivery_fk',
  onDelete: 'CASCADE',
})
export class SegmentChangeEntity {
  @Column('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    primaryKeyConstraintName: 'segment_changes_pk',
    generatedIdentity: 'ALWAYS',
  })
  id!: string;
  @Column('uuid', { name: 'subscription_id' }) subscriptionId!: string;
  /** Null until it is handed over for the first time. */
  @Column('uuid', { name: 'delivery_id', nullable: true }) deliveryId!: string | null;
  @Column('uuid', { name: 'segment_id' }) segmentId!: string;
  /** Version of the segment when it was written. */
  @Column('integer', { name: 'segment_version' }) segmentVersion!: number;
  @Column('uuid', { name: 'profile_id' }) profileId!: string;
  @Column('boolean', { name: 'has_entered' }) hasEntered!: boolean;
  @Column('timestamptz') at!: Date;
}
