import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Proof that a message was counted. Written in the transaction that writes its event, so that a retry after a crash is
 * neither lost nor counted twice. Kept for some days (`DEDUPE_DAYS`), then forgotten.
 */
@Entity('event_receipts')
@Index('event_receipts_received', { synchronize: false })
export class EventReceiptEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId!: string;
  /** Public id of the key that sent it: message ids are the sender's own. */
  @PrimaryColumn('text', { name: 'source_id' }) sourceId!: string;
  @PrimaryColumn('text', { name: 'message_id' }) messageId!: string;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
}
