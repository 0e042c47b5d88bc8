import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { StockUnitEntity } from './stock-unit.entity.js';

/** A price a car had before the one it has: written when it changes, so that cars whose price never did cost nothing. */
@Entity('stock_former_prices')
export class FormerPriceEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'stock_former_prices_pk' })
  @ForeignKey(() => TenantEntity, { name: 'stock_former_prices_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'unit_id', primaryKeyConstraintName: 'stock_former_prices_pk' })
  @ForeignKey(() => StockUnitEntity, { name: 'stock_former_prices_unit_fk', onDelete: 'CASCADE' })
  unitId!: string;
  /** When it ended. */
  @PrimaryColumn('timestamptz', { name: 'valid_to', primaryKeyConstraintName: 'stock_former_prices_pk' })
  validTo!: Date;
  @Column('timestamptz', { name: 'valid_from' }) validFrom!: Date;
  /** In major units of `currency`. */
  @Column('numeric', { precision: 12, scale: 2 }) price!: string;
  /** ISO 4217. */
  @Column('text') currency!: string;
}
