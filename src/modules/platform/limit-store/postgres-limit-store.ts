import { randomUUID } from 'node:crypto';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import type { Config } from '../config.js';
import { keptOpenMs } from '../kept-open.js';
import { LimitStore, type AskFor, type Occurrence, type Reserved, type Settlement, type Taken } from './limit-store.js'; // prettier-ignore

const connections = 5;

const occurrencesSql = `
  select distinct on (id) id, at::float8 as at, subjects from limit_occurrences
  where tenant_id = $1 and viewer = any($2) and keep_until > $3 and (counts_until is null or counts_until > $3)
  order by id, at`;

const takenSql = `
  select asked.key, coalesce(a.spent, 0)::float8 as spent,
    (coalesce(a.held, 0) - coalesce((select sum(h.amount) from limit_holds h
      where h.tenant_id = $1 and h.key = asked.key and h.lapses_at <= $3), 0))::float8 as held
  from unnest($2::text[]) with ordinality as asked (key, place)
  left join limit_amounts a on a.tenant_id = $1 and a.key = asked.key
  order by place`;

const joinSql = `
  insert into limit_occurrences as known (tenant_id, viewer, id, at, counts_until, keep_until, subjects)
  select tenant_id, $3, id, at, counts_until, keep_until, subjects from limit_occurrences
  where tenant_id = $1 and viewer = $2 order by id
  on conflict (tenant_id, viewer, id) do update set counts_until = excluded.counts_until
  where excluded.counts_until is null`;

const dropSql = 'delete from limit_occurrences where tenant_id = $1 and viewer = $2';

const forgetSql = `
  delete from limit_occurrences where tenant_id = $1
    and id in (select id from limit_occurrences where tenant_id = $1 and viewer = any($2))`;

// What somebody is at just now is past at the next time too.
const tidySqls = [
  `delete from limit_occurrences where ctid = any(array(select ctid from limit_occurrences
     where keep_until <= $1 or counts_until <= $1 limit 20000 for update skip locked))`,
  `delete from limit_amounts a where ctid = any(array(select ctid from limit_amounts
     where keep_until <= $1 limit 20000 for update skip locked))`,
  `delete from limit_holds h where lapses_at <= $1
     and not exists (select from limit_amounts a where a.tenant_id = h.tenant_id and a.key = h.key)`,
  // Of amounts that nobody asks for any more; locked first, as in every other step.
  `select limit_lock(tenant_id, '{}', jsonb_build_array(jsonb_build_object('key', key))), limit_lapse(tenant_id, array[key], $1)
   from (select distinct tenant_id, key from limit_holds where lapses_at <= $1 order by tenant_id, key limit 1000) past`,
];

/** The limits in PostgreSQL: a function call an operation, in small unlogged tables, over a few connections of its own. */
export class PostgresLimitStore extends LimitStore implements OnApplicationShutdown {
  private readonly pool: Pool;

  constructor({ databaseUrl }: Pick<Config, 'databaseUrl'>) {
    super();
    this.pool = new Pool({
      connectionString: databaseUrl,
      max: connections,
      application_name: 'carousel-limits',
      // A crash of the server empties these tables, whatever was on its disk.
      options: '-c synchronous_commit=off',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      idleTimeoutMillis: keptOpenMs,
    });
    // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
    this.pool.on('error', () => undefined);
  }

  async reserve(tenantId: string, ask: AskFor): Promise<Reserved | null> {
    const values = [tenantId, JSON.stringify(ask)];
    const text = 'select limit_reserve($1, $2) as answer';
    const { rows } = await this.pool.query<{ answer: Reserved | null }>({
      name: 'limit-reserve',
      text,
      values,
    });
    return rows[0]?.answer ?? null;
  }

  async settle(tenantId: string, _now: number, settlements: readonly Settlement[]): Promise<void> {
    if (settlements.length === 0) return;
    const values = [tenantId, JSON.stringify(settlements)];
    await this.pool.query({ name: 'limit-settle', text: 'select limit_settle($1, $2)', values });
  }

  async release(tenantId: string, _now: number, ids: readonly string[]): Promise<void> {
    if (ids.length > 0)
      await this.pool.query('select limit_release($1, $2)', [tenantId, JSON.stringify(ids)]);
  }

  async occurrences(tenantId: string, viewer: readonly string[], now: number): Promise<Occurrence[]> {
    const values = [tenantId, viewer, now];
    const { rows } = await this.pool.query<Occurrence>({ name: 'limit-occurrences', text: occurrencesSql, values }); // prettier-ignore
    return rows;
  }

  async taken(tenantId: string, keys: readonly string[], now: number): Promise<Taken[]> {
    const values = [tenantId, keys, now];
    const { rows } = await this.pool.query<Taken>({ name: 'limit-taken', text: takenSql, values });
    return rows.map(({ held, spent }) => ({ held, spent }));
  }

  async restore(tenantId: string, ask: AskFor): Promise<void> {
    await this.pool.query('select limit_restore($1, $2)', [tenantId, JSON.stringify(ask)]);
  }

  async join(tenantId: string, from: string, into: string): Promise<void> {
    await this.pool.query(joinSql, [tenantId, from, into]);
    await this.pool.query(dropSql, [tenantId, from]);
  }

  async forget(tenantId: string, viewer: readonly string[]): Promise<void> {
    await this.pool.query(forgetSql, [tenantId, viewer]);
  }

  async filledAs(tenantId: string): Promise<string | null> {
    const { rows } = await this.pool.query<{ filling: string }>('select filling from limit_marks where tenant_id = $1 and is_whole', [tenantId]); // prettier-ignore
    return rows[0]?.filling ?? null;
  }

  async beginFilling(tenantId: string): Promise<string> {
    const filling = randomUUID();
    const { rows } = await this.pool.query<{ filling: string }>(
      `insert into limit_marks as known (tenant_id, filling, is_whole) values ($1, $2, false)
       on conflict (tenant_id) do update set filling = known.filling returning filling`,
      [tenantId, filling],
    );
    return rows[0]?.filling ?? filling;
  }

  async markWhole(tenantId: string, filling: string): Promise<boolean> {
    const { rowCount } = await this.pool.query('update limit_marks set is_whole = true where tenant_id = $1 and filling = $2', [tenantId, filling]); // prettier-ignore
    return rowCount === 1;
  }

  async tidy(now: number): Promise<void> {
    for (const sql of tidySqls) await this.pool.query(sql, [now]);
  }

  async empty(): Promise<void> {
    await this.pool.query('truncate limit_marks, limit_occurrences, limit_holds, limit_amounts');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
