import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { TradeInRow } from './trade-in-row.js';

/**
 * One version of a table of what cars are worth that are traded in, as a marketer uploaded it. It is published whole and never
 * altered: the same name again is the next version, and what was valued before keeps the one it came from.
 */
@Entity('trade_in_tables')
@Index('trade_in_tables_version', ['tenantId', 'name', 'version'], { unique: true })
export class TradeInTableEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'trade_in_tables_pk' })
  @ForeignKey(() => TenantEntity, { name: 'trade_in_tables_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'trade_in_tables_pk' }) id!: string;
  @Column('text') name!: string;
  @Column('integer') version!: number;
  /** ISO 4217. */
  @Column('text') currency!: string;
  @Column('jsonb') rows!: readonly TradeInRow[];
  @Column('timestamptz', { name: 'published_at' }) publishedAt!: Date;
}
