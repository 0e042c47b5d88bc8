import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/** Something that was sent and could not be understood: kept, so that it can be mended and sent again. */
@Entity('rejected_events')
@Index('rejected_events_newest', ['tenantId', 'receivedAt', 'id'])
export class RejectedEventEntity {
  @Column('uuid', { name: 'tenant_id' })
  @ForeignKey(() => TenantEntity, { name: 'rejected_events_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'source_id' }) sourceId!: string;
  /** Why, as a code of `events.errors.ts`. */
  @Column('text') code!: string;
  /** Why, in words; no value of the payload stands in it. */
  @Column('text') message!: string;
  @Column('text', { name: 'message_id', nullable: true }) messageId!: string | null;
  /** What was sent, as JSON; null where it was larger than an event may be. Anything may be in it. */
  @Column('text', { name: 'sealed_payload', nullable: true }) sealedPayload!: string | null;
  /** The sender's name of the event, where that much is understood. */
  @Column('text', { nullable: true }) name!: string | null;
  /** What is understood of it (a `ReportedEvent` as JSON), where nothing but what happened is not. */
  @Column('text', { name: 'sealed_reported', nullable: true }) sealedReported!: string | null;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
}

/** Something that could not be understood, to be read. */
export type RejectedEvent = Omit<RejectedEventEntity, 'sealedPayload' | 'sealedReported'> & {
  /** Whether it can be understood anew with other words. */
  readonly isReplayable: boolean;
  /** What was sent, as JSON text; null where it was larger than an event may be. */
  readonly payload: string | null;
};
