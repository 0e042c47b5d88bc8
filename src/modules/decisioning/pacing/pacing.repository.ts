import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Gathered } from './gathered.js';
import type { Pace } from './pace.js';
import type { TrafficState } from './traffic-shape.js';

/** What a process saw, before it is sent and as it is read. `content` is parsed by who reads it. */
export interface BatchRow {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly content: unknown;
}

/** A tenant's traffic as it is kept. */
export interface TrafficRow {
  readonly shape: unknown;
  /** Milliseconds since the epoch. */
  readonly hourBegan: number;
  readonly requests: number;
}

/** A campaign's pace as it is kept. */
export interface PaceRow extends Pace {
  readonly campaignId: string;
}

/** What was spent of a campaign, in all and on the day that was asked for: micros. */
export interface SpentOf {
  readonly campaignId: string;
  readonly total: number;
  readonly today: number;
}

const millis = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
const paceColumns = `campaign_id as "campaignId", multiplier, share, held_by as "heldBy"`;

/** SQL of `pacing_batches`, `campaign_paces` and `tenant_traffic`. */
@Injectable()
export class PacingRepository {
  constructor(readonly dataSource: DataSource) {}

  /** Writes what a process saw; what was written before stays as it was. */
  async insertBatches(
    batches: readonly { tenantId: string; id: string; from: number; content: Gathered }[],
  ): Promise<void> {
    await this.dataSource.query(
      `insert into pacing_batches (tenant_id, id, gathered_from, content)
       select "tenantId", id, to_timestamp("from" / 1000.0), content
       from jsonb_to_recordset($1::jsonb) as batch ("tenantId" uuid, id uuid, "from" float8, content jsonb)
       on conflict do nothing`,
      [JSON.stringify(batches)],
    );
  }

  /** Tenants with anything to pace: those that were paced before, and those something was seen of. */
  async tenants(): Promise<string[]> {
    const rows: { tenantId: string }[] = await this.dataSource.query(
      `select tenant_id as "tenantId" from tenant_traffic union select tenant_id from pacing_batches where taken_at is null`,
    );
    return rows.map(({ tenantId }) => tenantId);
  }

  /** The tenant's traffic, which nobody else changes until the transaction ends; null before the first look. */
  async holdTraffic(manager: EntityManager, tenantId: string): Promise<TrafficRow | null> {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('pacing ' || $1, 0))`, [tenantId]);
    const rows: TrafficRow[] = await manager.query(
      `select shape, ${millis('hour_began')} as "hourBegan", requests from tenant_traffic where tenant_id = $1`,
      [tenantId],
    );
    return rows[0] ?? null;
  }

  async keepTraffic(
    manager: EntityManager,
    tenantId: string,
    { shape, hourBegan, requests }: { shape: TrafficState; hourBegan: number; requests: number },
    now: Date,
  ): Promise<void> {
    await manager.query(
      `insert into tenant_traffic (tenant_id, shape, hour_began, requests, paced_at)
       values ($1, $2::jsonb, to_timestamp($3::float8 / 1000.0), $4, $5)
       on conflict (tenant_id) do update set shape = excluded.shape, hour_began = excluded.hour_began,
         requests = excluded.requests, paced_at = excluded.paced_at`,
      [tenantId, JSON.stringify(shape), hourBegan, requests, now],
    );
  }

  /** Answers the tenant gave in each hour between two instants, from the log of decisions: the hour's beginning and how many. */
  decisionsByHour(manager: EntityManager, tenantId: string, from: Date, until: Date): Promise<{ hour: number; count: number }[]> {
    return manager.query(
      `select ${millis(`date_trunc('hour', decided_at, 'UTC')`)} as hour, count(*)::float8 as count from decisions
       where tenant_id = $1 and decided_at >= $2 and decided_at < $3 group by 1 order by 1`,
      [tenantId, from, until],
    );
  } // prettier-ignore

  /** Takes what was seen and not taken yet, the oldest first: at most so many batches. */
  takeBatches(manager: EntityManager, tenantId: string, most: number, now: Date): Promise<BatchRow[]> {
    return manager.query(
      `with taken as (
         update pacing_batches set taken_at = $3 where tenant_id = $1 and id in (
           select id from pacing_batches where tenant_id = $1 and taken_at is null order by gathered_from, id limit $2)
         returning id, gathered_from, content)
       select id, ${millis('gathered_from')} as "from", content from taken order by gathered_from, id`,
      [tenantId, most, now],
    );
  }

  /** Forgets batches that were taken before an instant. */
  async forgetBatches(before: Date): Promise<void> {
    await this.dataSource.query('delete from pacing_batches where taken_at < $1', [before]);
  }

  /** What is known of some of the tenant's campaigns, to be parsed: by their ids. */
  async courses(
    manager: EntityManager,
    tenantId: string,
    campaignIds: readonly string[],
  ): Promise<Map<string, unknown>> {
    const rows: { campaignId: string; state: unknown }[] = await manager.query(
      'select campaign_id as "campaignId", state from campaign_paces where tenant_id = $1 and campaign_id = any($2)',
      [tenantId, campaignIds],
    );
    return new Map(rows.map(({ campaignId, state }) => [campaignId, state]));
  }

  async keepPaces(
    manager: EntityManager,
    tenantId: string,
    paces: readonly (PaceRow & { readonly state: object })[],
  ): Promise<void> {
    await manager.query(
      `insert into campaign_paces (tenant_id, campaign_id, multiplier, share, held_by, state)
       select $1, "campaignId", multiplier, share, "heldBy", state
       from jsonb_to_recordset($2::jsonb) as pace ("campaignId" uuid, multiplier float8, share float8, "heldBy" text, state jsonb)
       on conflict (tenant_id, campaign_id) do update set multiplier = excluded.multiplier, share = excluded.share,
         held_by = excluded.held_by, state = excluded.state`,
      [tenantId, JSON.stringify(paces)],
    );
  }

  /** The paces in force, and when they were set: milliseconds since the epoch; null before the first time. */
  async paces(tenantId: string): Promise<{ pacedAt: number | null; rows: PaceRow[] }> {
    const traffic: { pacedAt: number }[] = await this.dataSource.query(
      `select ${millis('paced_at')} as "pacedAt" from tenant_traffic where tenant_id = $1`,
      [tenantId],
    );
    const rows: PaceRow[] = await this.dataSource.query(
      `select ${paceColumns} from campaign_paces where tenant_id = $1`,
      [tenantId],
    );
    return { pacedAt: traffic[0]?.pacedAt ?? null, rows };
  }

  /** All that is kept for one campaign, to be parsed: its course, the tenant's traffic, and when paces were set last. */
  async kept(tenantId: string, campaignId: string): Promise<{ state: unknown; shape: unknown; pacedAt: number | null }> {
    const rows: { state: unknown; shape: unknown; pacedAt: number }[] = await this.dataSource.query(
      `select p.state, t.shape, ${millis('t.paced_at')} as "pacedAt" from tenant_traffic t
       left join campaign_paces p on p.tenant_id = t.tenant_id and p.campaign_id = $2 where t.tenant_id = $1`,
      [tenantId, campaignId],
    );
    return rows[0] ?? { state: null, shape: null, pacedAt: null };
  } // prettier-ignore

  /** `spent` for who has no transaction. */
  spentOn(tenantId: string, asked: readonly { readonly campaignId: string; readonly day: string }[]): Promise<SpentOf[]> {
    return this.spent(this.dataSource.manager, tenantId, asked);
  } // prettier-ignore

  /** What was charged of these campaigns in all and on a day of each. */
  spent(
    manager: EntityManager,
    tenantId: string,
    asked: readonly { readonly campaignId: string; readonly day: string }[],
  ): Promise<SpentOf[]> {
    return manager.query(
      `select a.id as "campaignId", coalesce(t.spent_micros, 0)::float8 as total, coalesce(d.spent_micros, 0)::float8 as today
       from unnest($2::uuid[], $3::date[]) as a (id, day)
       left join campaign_totals t on t.tenant_id = $1 and t.campaign_id = a.id
       left join campaign_days d on d.tenant_id = $1 and d.campaign_id = a.id and d.day = a.day`,
      [tenantId, asked.map(({ campaignId }) => campaignId), asked.map(({ day }) => day)],
    );
  }
}
