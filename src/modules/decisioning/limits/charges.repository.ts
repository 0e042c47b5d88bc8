import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { campaignDay, type Charge, type Standing } from './charges.js';

/** What was spent of a campaign: on a day where there is one, else in all. Micros. */
export interface SpentRow {
  readonly tenantId: string;
  readonly campaignId: string;
  readonly day: string | null;
  readonly spentMicros: number;
  readonly charges: number;
}

const spentColumns = `tenant_id as "tenantId", campaign_id as "campaignId", spent_micros::float8 as "spentMicros", charges`;

/** All SQL on `campaign_charges`, `campaign_totals` and `campaign_days`. Rows are locked in one order: totals, then days. */
@Injectable()
export class ChargesRepository {
  constructor(readonly dataSource: DataSource) {}

  /** What was spent of these campaigns and days, which nobody else may charge until the transaction ends. By `campaignDay`. */
  async hold(
    manager: EntityManager,
    charges: readonly Pick<Charge, 'tenantId' | 'campaignId' | 'day'>[],
    now: Date,
  ): Promise<Map<string, Omit<Standing, 'budget'>>> {
    const asked = [charges.map(({ tenantId }) => tenantId), charges.map(({ campaignId }) => campaignId), charges.map(({ day }) => day)]; // prettier-ignore
    await manager.query(
      `insert into campaign_totals select distinct tenant_id, campaign_id, 0, 0, $3::timestamptz
       from unnest($1::uuid[], $2::uuid[]) as asked (tenant_id, campaign_id) order by 1, 2 on conflict do nothing`,
      [asked[0], asked[1], now],
    );
    await manager.query(
      `insert into campaign_days select distinct tenant_id, campaign_id, day, 0, 0, $4::timestamptz
       from unnest($1::uuid[], $2::uuid[], $3::date[]) as asked (tenant_id, campaign_id, day) order by 1, 2, 3 on conflict do nothing`,
      [...asked, now],
    );
    const totals: SpentRow[] = await manager.query(
      `select ${spentColumns} from campaign_totals where (tenant_id, campaign_id) in (select * from unnest($1::uuid[], $2::uuid[]))
       order by tenant_id, campaign_id for update`,
      [asked[0], asked[1]],
    );
    const days: (SpentRow & { day: string })[] = await manager.query(
      `select ${spentColumns}, day::text as day from campaign_days
       where (tenant_id, campaign_id, day) in (select * from unnest($1::uuid[], $2::uuid[], $3::date[]))
       order by tenant_id, campaign_id, day for update`,
      asked,
    );
    const totalOf = new Map(totals.map((row) => [`${row.tenantId} ${row.campaignId}`, row.spentMicros]));
    return new Map(
      days.map((row) => [
        campaignDay(row),
        { spent: totalOf.get(`${row.tenantId} ${row.campaignId}`) ?? 0, spentToday: row.spentMicros },
      ]),
    );
  }

  /** Writes charges, each once. */
  async insert(manager: EntityManager, charges: readonly Charge[]): Promise<void> {
    await manager.query(
      `insert into campaign_charges (tenant_id, decision_id, position, campaign_id, day, billed_on, price_micros, charged_micros, occurred_at)
       select "tenantId", "decisionId", position, "campaignId", day, "billedOn", "priceMicros", "chargedMicros", to_timestamp("occurredAt" / 1000.0)
       from jsonb_to_recordset($1::jsonb) as charge ("tenantId" uuid, "decisionId" uuid, position smallint, "campaignId" uuid, day date,
         "billedOn" text, "priceMicros" bigint, "chargedMicros" bigint, "occurredAt" bigint)
       on conflict do nothing`,
      [JSON.stringify(charges)],
    );
  }

  /** Which of these were charged already, as `<decision> <position>`. */
  async known(manager: EntityManager, charges: readonly Charge[]): Promise<Set<string>> {
    const rows: { decisionId: string; position: number }[] = await manager.query(
      `select decision_id as "decisionId", position from campaign_charges
       where (tenant_id, decision_id, position) in (select * from unnest($1::uuid[], $2::uuid[], $3::smallint[]))`,
      [charges.map(({ tenantId }) => tenantId), charges.map(({ decisionId }) => decisionId), charges.map(({ position }) => position)], // prettier-ignore
    );
    return new Set(rows.map(({ decisionId, position }) => `${decisionId} ${position}`));
  }

  /** Adds to what was spent, if and only if the budgets allow it; says what is spent now, or null where they do not. */
  async spend(
    manager: EntityManager,
    { tenantId, campaignId, day, micros, charges, total, daily, now }: { tenantId: string; campaignId: string; day: string; micros: number; charges: number; total: number | null; daily: number | null; now: Date }, // prettier-ignore
  ): Promise<{ total: number; today: number } | null> {
    const rows: { total: number; today: number }[] = await manager.query(
      `with total as (
         update campaign_totals set spent_micros = spent_micros + $4, charges = charges + $5, changed_at = $8
         where tenant_id = $1 and campaign_id = $2 and ($4 = 0 or $6::bigint is null or spent_micros + $4 <= $6)
         returning spent_micros
       ), today as (
         update campaign_days set spent_micros = spent_micros + $4, charges = charges + $5, changed_at = $8
         where tenant_id = $1 and campaign_id = $2 and day = $3 and ($4 = 0 or $7::bigint is null or spent_micros + $4 <= $7)
         returning spent_micros
       )
       select total.spent_micros::float8 as total, today.spent_micros::float8 as today from total, today`,
      [tenantId, campaignId, day, micros, charges, total, daily, now],
    );
    return rows[0] ?? null;
  }

  /** What changed since an instant, of every tenant or of one. */
  async changedSince(manager: EntityManager, since: Date, tenantId: string | null): Promise<SpentRow[]> {
    return manager.query(
      `select ${spentColumns}, null as day from campaign_totals where changed_at >= $1 and ($2::uuid is null or tenant_id = $2)
       union all
       select ${spentColumns}, day::text from campaign_days where changed_at >= $1 and ($2::uuid is null or tenant_id = $2)`,
      [since, tenantId],
    );
  }

  /** What was spent of one campaign in all and on a day; absent where nothing was. */
  spentOf(tenantId: string, campaignId: string, day: string): Promise<SpentRow[]> {
    return this.dataSource.query(
      `select ${spentColumns}, null as day from campaign_totals where tenant_id = $1 and campaign_id = $2
       union all
       select ${spentColumns}, day::text from campaign_days where tenant_id = $1 and campaign_id = $2 and day = $3`,
      [tenantId, campaignId, day],
    );
  }
}
