import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { TaxBase } from './finance-terms.js';
import type { Jurisdiction } from './jurisdiction.js';
import type { RateRow } from './rate-row.js';

/**
 * One version of a table of rates and residuals, as a marketer uploaded it. It is published whole and never altered: the
 * same name again is the next version, and old quotes keep theirs.
 */
@Entity('finance_tables')
@Index('finance_tables_version', ['tenantId', 'name', 'version'], { unique: true })
export class FinanceTableEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'finance_tables_pk' })
  @ForeignKey(() => TenantEntity, { name: 'finance_tables_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'finance_tables_pk' }) id!: string;
  @Column('text') name!: string;
  @Column('integer') version!: number;
  @Column('text') jurisdiction!: Jurisdiction;
  /** ISO 4217. */
  @Column('text') currency!: string;
  @Column('timestamptz', { name: 'valid_from' }) validFrom!: Date;
  /** Null: until the next version. */
  @Column('timestamptz', { name: 'valid_to', nullable: true }) validTo!: Date | null;
  /** ISO 8601: how long a quote out of it holds. */
  @Column('text', { name: 'quotes_hold' }) quotesHold!: string;
  /** Null: as the jurisdiction has it. */
  @Column('text', { name: 'tax_on', nullable: true }) taxOn!: TaxBase | null;
  @Column('text', { name: 'tax_percent', nullable: true }) taxPercent!: string | null;
  @Column('text', { name: 'max_loan_to_value_percent', nullable: true }) maxLoanToValuePercent!:
    string | null;
  /** The tenant's own words after what law asks for. */
  @Column('text', { name: 'disclosure_text', nullable: true }) disclosureText!: string | null;
  @Column('jsonb') rows!: readonly RateRow[];
  @Column('timestamptz', { name: 'published_at' }) publishedAt!: Date;
}
