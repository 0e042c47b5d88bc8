import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { SegmentSubscriptionEntity } from './segment-subscription.entity.js';

/** `PENDING` until it is accepted; `DEAD` after the last try, until somebody asks for it again. */
export const deliveryStatuses = ['PENDING', 'DELIVERED', 'DEAD'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Some changes handed over together, as often as it takes: the same under the same id each time. */
@Entity('segment_deliveries')
@Index('segment_deliveries_newest', ['tenantId', 'subscriptionId', 'createdAt', 'id'])
@Index('segment_deliveries_pending', { synchronize: false })
@Index('segment_deliveries_settled', { synchronize: false })
@ForeignKey(() => SegmentSubscriptionEntity, ['tenantId', 'subscriptionId'], ['tenantId', 'id'], {
  name: 'segment_deliveries_subscription_fk',
  onDelete: 'CASCADE',
})
export class SegmentDeliveryEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'segment_deliveries_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'segment_deliveries_pk' }) id!: string;
  @Column('uuid', { name: 'subscription_id' }) subscriptionId!: string;
  @Column('text') status!: DeliveryStatus;
  /** Asked for once more: it holds nothing up, and comes out of its order. */
  @Column('boolean', { name: 'is_resent' }) isResent!: boolean;
  @Column('integer') tries!: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  /** When it is tried next. */
  @Column('timestamptz', { name: 'due_at' }) dueAt!: Date;
  /** Why the last try failed, in words of ours. */
  @Column('text', { name: 'last_failure', nullable: true }) lastFailure!: string | null;
  /** When it was accepted, or given up. */
  @Column('timestamptz', { name: 'settled_at', nullable: true }) settledAt!: Date | null;
}
