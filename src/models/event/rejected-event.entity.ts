import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { Json } from './event-envelope.js';

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
  /** What was sent; null where it was larger than an event may be. */
  @Column('jsonb', { nullable: true }) payload!: Json | null;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
}
