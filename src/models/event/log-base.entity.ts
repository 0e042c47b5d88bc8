import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** What the log's positions are counted from. One row. */
@Entity('log_base')
@Check('log_base_single', 'single')
export class LogBaseEntity {
  @PrimaryColumn('boolean', { primaryKeyConstraintName: 'log_base_pk' }) single!: boolean;
  /** System identifier of the PostgreSQL cluster that the log is written in. */
  @Column('bigint') cluster!: string;
  /** Added to that cluster's transaction ids, so that they come after all of the clusters before. */
  @Column('bigint', { name: 'xid_base' }) xidBase!: string;
  /** How many shards the database was cut into at its first start; null before. */
  @Column('smallint', { nullable: true }) shards!: number | null;
  /** Nothing is written as received before that; null until the log is a day old. */
  @Column('timestamptz', { name: 'received_from', nullable: true }) receivedFrom!: Date | null;
  /** When that was raised last, by PostgreSQL's clock. */
  @Column('timestamptz', { name: 'raised_at', nullable: true }) raisedAt!: Date | null;
  /** What `receivedFrom` was before: every row after `readableXid` was received from then on. */
  @Column('timestamptz', { name: 'readable_from', nullable: true }) readableFrom!: Date | null;
  @Column('bigint', { name: 'readable_xid', nullable: true }) readableXid!: string | null;
}
