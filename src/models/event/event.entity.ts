import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { VehicleFacts } from '../vehicle/vehicle-facts.js';
import type { JsonObject } from './event-envelope.js';
import type { EventClass } from './event-class.js';
import type { EventType } from './event-type.js';

/**
 * One row of the log: something that happened, once accepted never changed. Partitioned by month of `received_at`,
 * and each month by class. It keeps the identity it came with; who that is now, `profiles` knows. Written and read with plain SQL (bulk).
 */
@Entity('events')
@Index('events_own', { synchronize: false })
@Index('events_identity', ['tenantId', 'identityId', 'occurredAt'])
@Index('events_received', { synchronize: false })
export class EventEntity {
  @Column('uuid', { name: 'tenant_id' }) tenantId!: string;
  /** Slice of the log; consumers follow each slice on its own. */
  @PrimaryColumn('smallint') shard!: number;
  /** Transaction that wrote the row, over the base in `log_base`: with it a reader knows what may still become visible before it. */
  @PrimaryColumn('bigint') xid!: string;
  @PrimaryColumn('bigint') seq!: string;
  /** When it arrived here. */
  @PrimaryColumn('timestamptz', { name: 'received_at' }) receivedAt!: Date;
  /** What it is kept by; see `classOf`. */
  @PrimaryColumn('text') class!: EventClass;
  /** When it happened: the sender's clock, corrected for skew. */
  @Column('timestamptz', { name: 'occurred_at' }) occurredAt!: Date;
  /** Profile the identity belonged to on arrival. */
  @Column('uuid', { name: 'profile_id' }) profileId!: string;
  /** Null only for rows Carousel writes itself of profiles (`PROFILE_MERGED`, `CONSENT_CHANGED`). */
  @Column('uuid', { name: 'identity_id', nullable: true }) identityId!: string | null;
  @Column('text') type!: EventType;
  /** Version of the schema it was held against; 0 where its type has none, or had none yet. */
  @Column('smallint', { name: 'schema_version', default: 0 }) schemaVersion!: number;
  /** The sender's own name for it. */
  @Column('text') name!: string;
  @Column('text', { name: 'message_id' }) messageId!: string;
  /** Public id of the key that sent it. */
  @Column('text', { name: 'source_id' }) sourceId!: string;
  @Column('jsonb', { nullable: true }) vehicle!: VehicleFacts | null;
  @Column('jsonb') properties!: JsonObject;
  /** Page, campaign and the like; never address or browser fingerprint. */
  @Column('jsonb', { nullable: true }) context!: JsonObject | null;
  /** What of properties and context is about the person; it does not stand there. */
  @Column('text', { nullable: true }) sealed!: string | null;
}
