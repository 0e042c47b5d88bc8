import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/** How changes are handed over: posted to an address, or put into a queue of this installation. */
export const subscriptionKinds = ['WEBHOOK', 'QUEUE'] as const;
export type SubscriptionKind = (typeof subscriptionKinds)[number];

/** Whose the receiver is: the tenant's own, or another company's, to which only those are told of who allow it. */
export const changeReceivers = ['OURS', 'ANOTHER_COMPANY'] as const;
export type ChangeReceiver = (typeof changeReceivers)[number];

/** `PAUSED`: changes are kept and not handed over. */
export const subscriptionStatuses = ['ACTIVE', 'PAUSED'] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/** That somebody wants to hear who enters and leaves segments. */
@Entity('segment_subscriptions')
export class SegmentSubscriptionEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'segment_subscriptions_pk' })
  @ForeignKey(() => TenantEntity, { name: 'segment_subscriptions_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'segment_subscriptions_pk' }) id!: string;
  @Column('text') kind!: SubscriptionKind;
  @Column('text') receiver!: ChangeReceiver;
  /** Null: all of the tenant's, those to come too. */
  @Column('uuid', { name: 'segment_ids', array: true, nullable: true }) segmentIds!: string[] | null;
  /** Where a webhook goes, and the secrets it is signed with. */
  @Column('text', { name: 'sealed_target', nullable: true }) sealedTarget!: string | null;
  @Column('text') status!: SubscriptionStatus;
  /** Public id of the key that asked. */
  @Column('text', { name: 'created_by' }) createdBy!: string;
  /** Every change from then on is handed over, and none from before. */
  @Column('timestamptz', { name: 'counts_from' }) countsFrom!: Date;
  /** When the last change was written that was forgotten before it was handed over. */
  @Column('timestamptz', { name: 'missed_until', nullable: true }) missedUntil!: Date | null;
  /** The worker that hands over now, and until when others leave it to that one, by PostgreSQL's clock. */
  @Column('uuid', { name: 'taken_by', nullable: true }) takenBy!: string | null;
  @Column('timestamptz', { name: 'taken_until', nullable: true }) takenUntil!: Date | null;
}
