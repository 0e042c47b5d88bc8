import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Proof that a message was counted. Written in the transaction that writes its event, so that a retry after a crash is
 * neither lost nor counted twice. Kept for some days (`DEDUPE_DAYS`), then forgotten.
 */
@Entity('event_receipts')
@Index('event_receipts_received', { synchronize: false })
export class EventReceiptEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId!: string;
  /** Of the sender's key and its message id (`message_digest`): short, and no id stands in it. Whoever guesses both can test the guess. */
  @PrimaryColumn('bytea') digest!: Buffer;
  /** When it came; infinity for those of files, which are never forgotten. */
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
}
