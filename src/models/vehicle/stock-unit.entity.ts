import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { DealerEntity } from './dealer.entity.js';
import type { BodyStyle, Condition, FuelType } from './vehicle-facts.js';
import { VehicleTrimEntity, type Transmission } from './vehicle-trim.entity.js';

/** The states in the order a car passes through them; `WITHDRAWN` ones left their feed, and may come back. */
export const stockStates = ['IN_TRANSIT', 'AVAILABLE', 'RESERVED', 'SOLD', 'WITHDRAWN'] as const;
/** Where a car stands on its way to a buyer. Only `AVAILABLE` ones are offered. */
export type StockState = (typeof stockStates)[number];

/**
 * One car a tenant sells. The id is derived from tenant and stock number, so a feed may be imported again, or into a
 * rebuilt database, and links to the car still hold.
 */
@Entity('stock_units')
@Unique('stock_units_stock_number_unique', ['tenantId', 'stockNumber'])
@Index('stock_units_model', ['tenantId', 'make', 'model', 'price', 'id'])
@Index('stock_units_body_style', ['tenantId', 'bodyStyle', 'price', 'id'])
@Index('stock_units_price', ['tenantId', 'price', 'id'])
@Index('stock_units_changed', ['tenantId', 'changedXid'])
@Index('stock_units_dealer', ['dealerId'])
export class StockUnitEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'tenant_id' })
  @ForeignKey(() => TenantEntity, { name: 'stock_units_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @Column('text', { name: 'stock_number' }) stockNumber!: string;
  @Column('text', { nullable: true }) vin!: string | null;
  @Column('uuid', { name: 'dealer_id' })
  @ForeignKey(() => DealerEntity, { name: 'stock_units_dealer_fk', onDelete: 'CASCADE' })
  dealerId!: string;
  /** The catalogue's trim, where the car could be matched to one. */
  @Column('uuid', { name: 'trim_id', nullable: true })
  @ForeignKey(() => VehicleTrimEntity, { name: 'stock_units_trim_fk', onDelete: 'SET NULL' })
  trimId!: string | null;
  @Column('text') make!: string;
  @Column('text') model!: string;
  /** Empty when unknown. */
  @Column('text') trim!: string;
  @Column('smallint', { name: 'model_year' }) modelYear!: number;
  @Column('text', { name: 'body_style' }) bodyStyle!: BodyStyle;
  @Column('text', { name: 'fuel_type' }) fuelType!: FuelType;
  @Column('text') condition!: Condition;
  /** Asking price in major units of `currency`. */
  @Column('numeric', { precision: 12, scale: 2 }) price!: string;
  /** ISO 4217. */
  @Column('text') currency!: string;
  /** Since when it is asked for; null: since the car was first seen. */
  @Column('timestamptz', { name: 'price_since', nullable: true }) priceSince!: Date | null;
  /** What its maker suggests for it new, in the same currency; null while unknown. */
  @Column('numeric', { precision: 12, scale: 2, nullable: true }) msrp!: string | null;
  @Column('integer', { name: 'mileage_km' }) mileageKm!: number;
  @Column('text', { nullable: true }) transmission!: Transmission | null;
  @Column('text', { nullable: true }) colour!: string | null;
  @Column('text', { name: 'image_url', nullable: true }) imageUrl!: string | null;
  @Column('text') state!: StockState;
  /** The state it had when it left its feed; null unless it is WITHDRAWN. */
  @Column('text', { name: 'withdrawn_from', nullable: true }) withdrawnFrom!: StockState | null;
  /** The day since which it stands on the lot, as its feed says; null where none does. */
  @Column('date', { name: 'in_stock_since', nullable: true }) inStockSince!: string | null;
  /** The feed that brought it last; null where it came otherwise. */
  @Column('text', { name: 'feed', nullable: true }) feed!: string | null;
  /** Digest of all that was written of it but its state: the same digest, nothing to write. Null before there were any. */
  @Column('uuid', { name: 'content_hash', nullable: true }) contentHash!: string | null;
  @Column('timestamptz', { name: 'first_seen_at' }) firstSeenAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
  /**
   * The transaction that wrote the row last. Readers that refresh what they hold ask for everything at or above the
   * oldest transaction running when they read before: commit order and clocks do not matter then.
   */
  @Column('bigint', { name: 'changed_xid' }) changedXid!: string;
}
