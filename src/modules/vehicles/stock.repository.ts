import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { stockStates, type StockState } from '../../models/vehicle/stock-unit.entity.js';
import { bodyStyles, conditions, fuelTypes } from '../../models/vehicle/vehicle-facts.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import { transmissions } from '../../models/vehicle/vehicle-trim.entity.js';

const columns = `s.id, s.stock_number as "stockNumber", s.vin, s.trim_id as "trimId", s.make, s.model, s.trim,
  s.model_year as "modelYear", s.body_style as "bodyStyle", s.fuel_type as "fuelType", s.condition, s.price::text as "priceText",
  s.currency, s.msrp::text as "msrpText", s.in_stock_since::text as "inStockSince", s.mileage_km as "mileageKm", s.transmission, s.colour, s.image_url as "imageUrl", s.state,
  s.first_seen_at as "firstSeenAt", s.updated_at as "updatedAt",
  d.id as "dealerId", d.code as "dealerCode", d.name as "dealerName", d.city as "dealerCity", d.latitude, d.longitude`;
const source = 'stock_units s join dealers d on d.id = s.dealer_id and d.tenant_id = s.tenant_id';

const rowSchema = z.object({
  id: z.string(),
  stockNumber: z.string(),
  vin: z.string().nullable(),
  trimId: z.string().nullable(),
  make: z.string(),
  model: z.string(),
  trim: z.string(),
  modelYear: z.number(),
  bodyStyle: z.enum(bodyStyles),
  fuelType: z.enum(fuelTypes),
  condition: z.enum(conditions),
  priceText: z.string(),
  currency: z.string(),
  msrpText: z.string().nullable(),
  inStockSince: z.string().nullable(),
  mileageKm: z.number(),
  transmission: z.enum(transmissions).nullable(),
  colour: z.string().nullable(),
  imageUrl: z.string().nullable(),
  state: z.enum(stockStates),
  firstSeenAt: z.date(),
  updatedAt: z.date(),
  dealerId: z.string(),
  dealerCode: z.string(),
  dealerName: z.string(),
  dealerCity: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
});

/** A price a car had. */
export interface FormerPrice {
  readonly price: { readonly amount: string; readonly currency: string };
  readonly from: Date;
  readonly until: Date;
}

/** Reads `stock_units` and their former prices, and writes their state; feeds write by `StockBatchRepository`. */
@Injectable()
export class StockRepository {
  constructor(private readonly database: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  /**
   * Waits until no other transaction that asked for this holds the tenant's stock. Of two that write the same cars at
   * once, one would clash on the id of a new one, or both would wait for each other where their orders differ.
   */
  async holdAlone(manager: EntityManager, tenantId: string): Promise<void> {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('stock:' || $1, 0))`, [tenantId]);
  }

  /** Oldest transaction still running: everything below it can be seen. Ask before reading, refresh from it after. */
  async horizon(): Promise<string> {
    const rows: { horizon: string }[] = await this.database.query(
      'select pg_snapshot_xmin(pg_current_snapshot())::text as horizon',
    );
    return rows[0]?.horizon ?? '0';
  }

  /** Units written at or above that transaction. Of cars sold or withdrawn before `goneSince` (ms) nothing is told. */
  async changedSince(tenantId: string, horizon: string, goneSince: number): Promise<VehicleInStock[]> {
    const rows: unknown[] = await this.database.query(
      `select ${columns} from ${source}
       where s.tenant_id = $1 and s.changed_xid >= $2 and (s.state not in ('SOLD', 'WITHDRAWN') or s.updated_at >= $3)`,
      [tenantId, horizon, new Date(goneSince)],
    );
    return rows.map(toVehicle);
  }

  async find(tenantId: string, id: string): Promise<VehicleInStock | null> {
    const rows: unknown[] = await this.database.query(
      `select ${columns} from ${source} where s.tenant_id = $1 and s.id = $2`,
      [tenantId, id],
    );
    return rows[0] === undefined ? null : toVehicle(rows[0]);
  }

  /** @returns false when there is no such car */
  async setState(
    manager: EntityManager,
    tenantId: string,
    id: string,
    state: StockState,
    at: number,
  ): Promise<boolean> {
    const rows: unknown[] = await manager.query(
      `with hit as (
         update stock_units set state = $3, withdrawn_from = case when $3 = 'WITHDRAWN' then state end, updated_at = $4, changed_xid = pg_current_xact_id()::text::bigint
         where tenant_id = $1 and id = $2 and state <> $3)
       select id from stock_units where tenant_id = $1 and id = $2`,
      [tenantId, id, state, new Date(at)],
    );
    return rows.length > 0;
  }

  /** What a car cost before, oldest first. */
  async formerPrices(tenantId: string, id: string): Promise<FormerPrice[]> {
    const rows: { amount: string; currency: string; from: Date; until: Date }[] = await this.database.query(
      `select price::text as amount, currency, valid_from as "from", valid_to as until from stock_former_prices
       where tenant_id = $1 and unit_id = $2 order by valid_to`,
      [tenantId, id],
    );
    return rows.map(({ amount, currency, from, until }) => ({ price: { amount, currency }, from, until }));
  }

  /** Has whoever holds a dealer's cars in memory read them again. */
  async tellAnew(manager: EntityManager, tenantId: string, dealerId: string): Promise<void> {
    await manager.query(
      `update stock_units set changed_xid = pg_current_xact_id()::text::bigint where tenant_id = $1 and dealer_id = $2`,
      [tenantId, dealerId],
    );
  }
}

function toVehicle(row: unknown): VehicleInStock {
  const {
    dealerId,
    dealerCode,
    dealerName,
    dealerCity,
    latitude,
    longitude,
    firstSeenAt,
    updatedAt,
    ...unit
  } = rowSchema.parse(row);
  return {
    ...unit,
    price: Number(unit.priceText),
    firstSeenAt: firstSeenAt.getTime(),
    updatedAt: updatedAt.getTime(),
    dealer: { id: dealerId, code: dealerCode, name: dealerName, city: dealerCity, latitude, longitude },
  };
}
