import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { FeedFormat, FeedHold, FeedMode, FeedStatus } from './stock-feed.js';

/** One file of a feed that was read: how far it came, what it changed, and what it was kept from. */
@Entity('stock_feeds')
@Index('stock_feeds_begun', ['tenantId', 'begunAt', 'id'])
export class StockFeedEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'stock_feeds_pk' })
  @ForeignKey(() => TenantEntity, { name: 'stock_feeds_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stock_feeds_pk' }) id!: string;
  /** Which feed it is a file of: cars belong to the feed that brought them last. */
  @Column('text') name!: string;
  @Column('text') mode!: FeedMode;
  @Column('text') format!: FeedFormat;
  /** CSV, TSV or XML. */
  @Column('text') shape!: string;
  @Column('text') status!: FeedStatus;
  @Column('integer') rows!: number;
  @Column('integer') added!: number;
  @Column('integer') changed!: number;
  @Column('integer') unchanged!: number;
  @Column('integer') rejected!: number;
  @Column('integer') warnings!: number;
  /** Cars it took off the stock. */
  @Column('integer') withdrawn!: number;
  /** Cars it would have taken off, had it not been held back. */
  @Column('integer') leaving!: number;
  /** Cars of its dealers that were on the lot when it ended. */
  @Column('integer') held!: number;
  /** Whose cars it named so far; of one that named none, whose cars its feed has. Null of files from before it was noted. */
  @Column('uuid', { name: 'dealer_ids', array: true, nullable: true }) dealerIds!: string[] | null;
  /** Largest share of them it may take off, in percent. */
  @Column('double precision', { name: 'most_leaving_percent' }) mostLeavingPercent!: number;
  @Column('text', { nullable: true }) hold!: FeedHold | null;
  /** Why it broke off, in words. */
  @Column('text', { nullable: true }) trouble!: string | null;
  /** Share of the file read, 0 to 1. */
  @Column('double precision') share!: number;
  @Column('timestamptz', { name: 'begun_at' }) begunAt!: Date;
  /** When it last came further. */
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
  @Column('timestamptz', { name: 'accepted_at', nullable: true }) acceptedAt!: Date | null;
}

/** A file of a feed as a plain record: changed by making the next one. */
export type StockFeedRecord = Pick<StockFeedEntity, keyof StockFeedEntity>;
