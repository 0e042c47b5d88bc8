import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FinanceTableEntity } from './finance-table.entity.js';
import type { FinanceDisclosures } from './finance-disclosures.js';
import type { FinanceFigures } from './finance-figures.js';
import type { FinanceTerms } from './finance-terms.js';

/**
 * A quote as it was given: its terms, what they came to, and what had to be shown with it. It names no person: who was
 * quoted is an event in their history, which is erased with them.
 */
@Entity('finance_quotes')
@Index('finance_quotes_expires', ['expiresAt'])
@ForeignKey(() => FinanceTableEntity, ['tenantId', 'tableId'], ['tenantId', 'id'], {
  name: 'finance_quotes_table_fk',
  onDelete: 'CASCADE',
})
export class FinanceQuoteEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'finance_quotes_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'finance_quotes_pk' }) id!: string;
  /** The version it was worked out from. */
  @Column('uuid', { name: 'table_id' }) tableId!: string;
  /** The car of the stock; null where a trim was asked for. */
  @Column('uuid', { name: 'vehicle_id', nullable: true }) vehicleId!: string | null;
  /** What the car is called: `2022 Toyota RAV4`. */
  @Column('text') title!: string;
  @Column('jsonb') terms!: FinanceTerms;
  @Column('jsonb') figures!: FinanceFigures;
  @Column('jsonb') disclosures!: FinanceDisclosures;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
}
