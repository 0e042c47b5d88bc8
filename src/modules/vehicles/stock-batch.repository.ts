import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { copyIn } from '../platform/copy-in.js';
import type { DigestedUnit, NewStockUnit } from './stock.js';

/** How a batch is written: see `WriteOptions` of the writer. */
interface BatchOptions {
  readonly keepState: boolean;
  readonly feed?: string | null | undefined;
  readonly at: number;
}

const unitColumns = `tenant_id, feed, id, stock_number, vin, dealer_id, trim_id, make, model, trim, model_year, body_style,
  fuel_type, condition, price, currency, mileage_km, transmission, colour, image_url, state, msrp, in_stock_since, content_hash`;

/** A unit that differs from what is on file. */
export interface DifferingUnit extends DigestedUnit {
  readonly isNew: boolean;
}

/** A car that may have left a feed. */
export interface HeldUnit {
  readonly id: string;
  readonly stockNumber: string;
  readonly dealerId: string;
}

/** Writes `stock_units` by the thousand: only what differs is sent, told by a digest. */
@Injectable()
export class StockBatchRepository {
  /** Which of these units are new, or differ from what is on file. */
  async differing(
    manager: EntityManager,
    tenantId: string,
    units: readonly DigestedUnit[],
    { keepState, feed = null }: { keepState: boolean; feed?: string | null | undefined },
  ): Promise<DifferingUnit[]> {
    const rows: { at: number; isNew: boolean }[] = await manager.query(
      `select u.at::integer - 1 as at, held.id is null as "isNew"
       from unnest($2::uuid[], $3::uuid[], $4::text[]) with ordinality as u (id, hash, state, at)
       left join stock_units held on held.id = u.id and held.tenant_id = $1
       where held.id is null or held.content_hash is distinct from u.hash or held.feed is distinct from coalesce($5, held.feed)
         or case when $6 or u.state is null then held.state = 'WITHDRAWN' else held.state <> u.state end
       order by 1`,
      [tenantId, units.map(({ unit }) => unit.id), units.map(({ hash }) => hash), units.map(({ unit }) => unit.state), feed, keepState], // prettier-ignore
    );
    return rows.flatMap(({ at, isNew }) => {
      const found = units[at];
      return found ? [{ ...found, isNew }] : [];
    });
  }

  /**
   * Adds new units and changes the others; a price that changes goes into the history. To be called under the writer's lock,
   * in the transaction in which they were found to differ. @returns how many are new
   */
  async write(
    manager: EntityManager,
    tenantId: string,
    differing: readonly DifferingUnit[],
    options: BatchOptions,
  ): Promise<number> {
    const [added, changed] = [
      differing.filter(({ isNew }) => isNew),
      differing.filter(({ isNew }) => !isNew),
    ];
    if (added.length > 0) await this.add(manager, tenantId, added, options);
    const [said, unsaid] = [
      changed.filter(({ unit }) => unit.state !== null),
      changed.filter(({ unit }) => unit.state === null),
    ];
    if (said.length > 0) await this.change(manager, tenantId, said, options);
    if (unsaid.length > 0) await this.change(manager, tenantId, unsaid, { ...options, keepState: true });
    return added.length;
  }

  private async add(
    manager: EntityManager,
    tenantId: string,
    added: readonly DifferingUnit[],
    { feed = null, at }: BatchOptions,
  ): Promise<void> {
    const xids: { xid: string }[] = await manager.query('select pg_current_xact_id()::text as xid');
    const [{ xid } = { xid: '0' }] = xids;
    const when = new Date(at).toISOString();
    const rows = added.map(({ unit, hash }) => [tenantId, feed, unit.id, unit.stockNumber, unit.vin, unit.dealerId, unit.trimId, unit.make, unit.model, unit.trim, unit.modelYear, unit.bodyStyle, unit.fuelType, unit.condition, unit.price, unit.currency, unit.mileageKm, unit.transmission, unit.colour, unit.imageUrl, unit.state ?? 'AVAILABLE', unit.msrp ?? null, unit.inStockSince ?? null, hash, when, when, xid]); // prettier-ignore
    await copyIn(manager, `stock_units (${unitColumns}, first_seen_at, updated_at, changed_xid)`, rows);
  }

  private async change(
    manager: EntityManager,
    tenantId: string,
    differing: readonly DifferingUnit[],
    { keepState, feed = null, at }: BatchOptions,
  ): Promise<void> {
    await this.keepPrices(manager, tenantId, differing, at);
    const of = <K extends keyof NewStockUnit>(name: K) => differing.map(({ unit }) => unit[name] ?? null);
    await manager.query(
      `insert into stock_units as held (${unitColumns}, first_seen_at, updated_at, changed_xid)
       select $1, $4, u.*, $3, $3, pg_current_xact_id()::text::bigint
       from unnest($5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::uuid[], $10::text[], $11::text[], $12::text[],
         $13::smallint[], $14::text[], $15::text[], $16::text[], $17::numeric[], $18::text[], $19::integer[],
         $20::text[], $21::text[], $22::text[], $23::text[], $24::numeric[], $25::date[], $26::uuid[]) as u
       on conflict on constraint stock_units_stock_number_unique do update set
         feed = coalesce(excluded.feed, held.feed), vin = excluded.vin, dealer_id = excluded.dealer_id,
         trim_id = excluded.trim_id, make = excluded.make, model = excluded.model, trim = excluded.trim,
         model_year = excluded.model_year, body_style = excluded.body_style, fuel_type = excluded.fuel_type,
         condition = excluded.condition, price = excluded.price, currency = excluded.currency,
         price_since = case when (held.price, held.currency) is distinct from (excluded.price, excluded.currency)
           then excluded.updated_at else held.price_since end,
         mileage_km = excluded.mileage_km, transmission = excluded.transmission, colour = excluded.colour,
         image_url = excluded.image_url, msrp = excluded.msrp, in_stock_since = excluded.in_stock_since,
         content_hash = excluded.content_hash, withdrawn_from = null,
         state = case when not $2 then excluded.state
           when held.state = 'WITHDRAWN' then coalesce(held.withdrawn_from, 'AVAILABLE') else held.state end,
         updated_at = excluded.updated_at, changed_xid = excluded.changed_xid`,
      [tenantId, keepState, new Date(at), feed, of('id'), of('stockNumber'), of('vin'), of('dealerId'), of('trimId'), of('make'), of('model'), of('trim'), of('modelYear'), of('bodyStyle'), of('fuelType'), of('condition'), of('price'), of('currency'), of('mileageKm'), of('transmission'), of('colour'), of('imageUrl'), differing.map(({ unit }) => unit.state ?? 'AVAILABLE'), of('msrp'), of('inStockSince'), differing.map(({ hash }) => hash)], // prettier-ignore
    );
  }

  /**
   * Takes cars of a feed off the stock, remembering the state they had. Sold ones stay sold; with `unchangedSince`, those that
   * came or were changed after it stay too. @returns how many
   */
  async withdraw(
    manager: EntityManager,
    tenantId: string,
    ids: readonly string[],
    { feed, at, unchangedSince = null }: { feed: string; at: number; unchangedSince?: Date | null },
  ): Promise<number> {
    const rows: { count: number }[] = await manager.query(
      `with gone as (
         update stock_units set withdrawn_from = state, state = 'WITHDRAWN', updated_at = $4,
           changed_xid = pg_current_xact_id()::text::bigint
         where tenant_id = $1 and id = any($2::uuid[]) and state not in ('SOLD', 'WITHDRAWN') and (feed is null or feed = $3)
           and ($5::timestamptz is null or updated_at <= $5)
         returning 1)
       select count(*)::integer as count from gone`,
      [tenantId, ids, feed, new Date(at), unchangedSince],
    );
    return rows[0]?.count ?? 0;
  }

  /** Cars of a feed, or of none, with one of these ids or VINs. */
  known(
    manager: EntityManager,
    tenantId: string,
    { feed, ids, vins }: { feed: string; ids: readonly string[]; vins: readonly string[] },
  ): Promise<{ readonly id: string; readonly vin: string | null }[]> {
    return manager.query(
      `select id, vin from stock_units where tenant_id = $1 and (feed is null or feed = $2)
         and (id = any($3::uuid[]) or vin = any($4::text[]))`,
      [tenantId, feed, ids, vins],
    );
  }

  /** Cars on the lots of these dealers that are this feed's or nobody's, by id from after that one. */
  held(
    manager: EntityManager,
    tenantId: string,
    { feed, dealerIds, after, limit }: { feed: string; dealerIds: readonly string[]; after: string; limit: number }, // prettier-ignore
  ): Promise<HeldUnit[]> {
    return manager.query(
      `select id, stock_number as "stockNumber", dealer_id as "dealerId" from stock_units
       where tenant_id = $1 and dealer_id = any($2::uuid[]) and (feed is null or feed = $3)
         and state not in ('SOLD', 'WITHDRAWN') and id > $4
       order by id limit $5`,
      [tenantId, dealerIds, feed, after, limit],
    );
  }

  /** The dealers whose cars this feed brought. */
  async dealersOf(manager: EntityManager, tenantId: string, feed: string): Promise<string[]> {
    const rows: { id: string }[] = await manager.query(
      'select distinct dealer_id as id from stock_units where tenant_id = $1 and feed = $2',
      [tenantId, feed],
    );
    return rows.map(({ id }) => id);
  }

  private async keepPrices(
    manager: EntityManager,
    tenantId: string,
    differing: readonly DifferingUnit[],
    at: number,
  ): Promise<void> {
    const of = <K extends keyof NewStockUnit>(name: K) => differing.map(({ unit }) => unit[name] ?? null);
    await manager.query(
      `insert into stock_former_prices (tenant_id, unit_id, valid_from, valid_to, price, currency)
       select held.tenant_id, held.id, coalesce(held.price_since, held.first_seen_at), $5, held.price, held.currency
       from unnest($2::uuid[], $3::numeric[], $4::text[]) as u (id, price, currency)
       join stock_units held on held.id = u.id and held.tenant_id = $1
       where (held.price, held.currency) is distinct from (u.price, u.currency)
         and coalesce(held.price_since, held.first_seen_at) < $5
       on conflict do nothing`,
      [tenantId, of('id'), of('price'), of('currency'), new Date(at)],
    );
  }
}
