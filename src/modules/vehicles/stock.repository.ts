import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { stockStates, type StockState } from '../../models/vehicle/stock-unit.entity.js';
import { bodyStyles, conditions, fuelTypes } from '../../models/vehicle/vehicle-facts.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import { transmissions } from '../../models/vehicle/vehicle-trim.entity.js';
import type { NewStockUnit, UpsertCounts } from './stock.js';

const columns = `s.id, s.stock_number as "stockNumber", s.vin, s.trim_id as "trimId", s.make, s.model, s.trim,
  s.model_year as "modelYear", s.body_style as "bodyStyle", s.fuel_type as "fuelType", s.condition, s.price::text as "priceText",
  s.currency, s.mileage_km as "mileageKm", s.transmission, s.colour, s.image_url as "imageUrl", s.state,
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

/** The only place that reads or writes `stock_units`. */
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

  /** Units written at or above that transaction. Of cars sold before `soldSince` (ms) nothing is told. */
  async changedSince(tenantId: string, horizon: string, soldSince: number): Promise<VehicleInStock[]> {
    const rows: unknown[] = await this.database.query(
      `select ${columns} from ${source}
       where s.tenant_id = $1 and s.changed_xid >= $2 and (s.state <> 'SOLD' or s.updated_at >= $3)`,
      [tenantId, horizon, new Date(soldSince)],
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

  /**
   * Writes units by stock number: new ones are added, differing ones changed, equal ones not touched at all.
   * `keepState` leaves the state of cars already known as it is.
   */
  async upsert(
    manager: EntityManager,
    tenantId: string,
    units: readonly NewStockUnit[],
    options: { keepState: boolean; at: number },
  ): Promise<UpsertCounts> {
    const of = <K extends keyof NewStockUnit>(name: K) => units.map((unit) => unit[name]);
    const rows: { inserted: boolean }[] = await manager.query(
      `insert into stock_units as held (tenant_id, id, stock_number, vin, dealer_id, trim_id, make, model, trim, model_year,
         body_style, fuel_type, condition, price, currency, mileage_km, transmission, colour, image_url, state,
         first_seen_at, updated_at, changed_xid)
       select $1, u.*, $3, $3, pg_current_xact_id()::text::bigint
       from unnest($4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::uuid[], $9::text[], $10::text[], $11::text[],
         $12::smallint[], $13::text[], $14::text[], $15::text[], $16::numeric[], $17::text[], $18::integer[],
         $19::text[], $20::text[], $21::text[], $22::text[]) as u
       on conflict on constraint stock_units_stock_number_unique do update set
         vin = excluded.vin, dealer_id = excluded.dealer_id, trim_id = excluded.trim_id, make = excluded.make,
         model = excluded.model, trim = excluded.trim, model_year = excluded.model_year,
         body_style = excluded.body_style, fuel_type = excluded.fuel_type, condition = excluded.condition,
         price = excluded.price, currency = excluded.currency, mileage_km = excluded.mileage_km,
         transmission = excluded.transmission, colour = excluded.colour, image_url = excluded.image_url,
         state = case when $2 then held.state else excluded.state end,
         updated_at = excluded.updated_at, changed_xid = excluded.changed_xid
       where (held.vin, held.dealer_id, held.trim_id, held.make, held.model, held.trim, held.model_year, held.body_style,
           held.fuel_type, held.condition, held.price, held.currency, held.mileage_km, held.transmission, held.colour,
           held.image_url, case when $2 then '' else held.state end)
         is distinct from (excluded.vin, excluded.dealer_id, excluded.trim_id, excluded.make, excluded.model,
           excluded.trim, excluded.model_year, excluded.body_style, excluded.fuel_type, excluded.condition,
           excluded.price, excluded.currency, excluded.mileage_km, excluded.transmission, excluded.colour,
           excluded.image_url, case when $2 then '' else excluded.state end)
       returning (xmax = 0) as inserted`,
      [tenantId, options.keepState, new Date(options.at), of('id'), of('stockNumber'), of('vin'), of('dealerId'), of('trimId'), of('make'), of('model'), of('trim'), of('modelYear'), of('bodyStyle'), of('fuelType'), of('condition'), of('price'), of('currency'), of('mileageKm'), of('transmission'), of('colour'), of('imageUrl'), of('state')], // prettier-ignore
    );
    const added = rows.filter((row) => row.inserted).length;
    return { added, changed: rows.length - added, unchanged: units.length - rows.length };
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
         update stock_units set state = $3, updated_at = $4, changed_xid = pg_current_xact_id()::text::bigint
         where tenant_id = $1 and id = $2 and state <> $3)
       select id from stock_units where tenant_id = $1 and id = $2`,
      [tenantId, id, state, new Date(at)],
    );
    return rows.length > 0;
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
