import type { OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import type { Config } from '../config.js';
import { keptOpenMs } from '../kept-open.js';
import { ViewerStore, type ViewerEntry, type ViewerStoreMark } from './viewer-store.js';

const connections = 5;

const readSql = `
  select s.state from viewer_aliases a
  join viewer_states s on s.tenant_id = a.tenant_id and s.viewer_id = a.viewer_id
  where a.tenant_id = $1 and a.alias = $2`;

const readAllSql = `
  select a.alias, s.state from viewer_aliases a
  join viewer_states s on s.tenant_id = a.tenant_id and s.viewer_id = a.viewer_id
  where a.tenant_id = $1 and a.alias = any($2)`;

// Rows are written in the order of their keys, so that two publishers never wait for each other in a circle.
const publishSql = `
  with states as (
    insert into viewer_states as old (tenant_id, viewer_id, version, state)
    select $1, * from unnest($2::uuid[], $3::bigint[], $4::bytea[]) as new (viewer_id, version, state)
    order by viewer_id
    on conflict (tenant_id, viewer_id) do update set version = excluded.version, state = excluded.state
    where excluded.version >= old.version
  )
  insert into viewer_aliases as old (tenant_id, alias, viewer_id, version)
  select $1, * from unnest($5::text[], $6::uuid[], $7::bigint[]) as new (alias, viewer_id, version)
  where not exists (select from viewer_aliases known
    where known.tenant_id = $1 and known.alias = new.alias and known.version >= new.version)
  order by alias
  on conflict (tenant_id, alias) do update set viewer_id = excluded.viewer_id, version = excluded.version
  where excluded.version > old.version`;

const forgetSql = `
  with states as (delete from viewer_states where tenant_id = $1 and viewer_id = any($2::uuid[]))
  delete from viewer_aliases where tenant_id = $1 and viewer_id = any($2::uuid[])`;

/** The viewer store in PostgreSQL: two small tables, one prepared statement an operation, a few connections of its own. */
export class PostgresViewerStore extends ViewerStore implements OnApplicationShutdown {
  private readonly pool: Pool;

  constructor({ databaseUrl }: Pick<Config, 'databaseUrl'>) {
    super();
    this.pool = new Pool({
      connectionString: databaseUrl,
      max: connections,
      application_name: 'carousel-viewers',
      // What a crash of the server takes back here is published again: only later is it noted as published, durably.
      options: '-c synchronous_commit=off',
      keepAlive: true,
      idleTimeoutMillis: keptOpenMs,
    });
    // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
    this.pool.on('error', () => undefined);
  }

  async read(tenantId: string, alias: string): Promise<Buffer | null> {
    const values = [tenantId, alias];
    const { rows } = await this.pool.query<{ state: Buffer }>({ name: 'viewer-read', text: readSql, values });
    return rows[0]?.state ?? null;
  }

  async readAll(tenantId: string, aliases: readonly string[]): Promise<(Buffer | null)[]> {
    const values = [tenantId, aliases];
    const { rows } = await this.pool.query<{ alias: string; state: Buffer }>({ name: 'viewer-read-all', text: readAllSql, values }); // prettier-ignore
    return aliases.map((alias) => rows.find((row) => row.alias === alias)?.state ?? null);
  }

  async publish(tenantId: string, entries: readonly ViewerEntry[]): Promise<void> {
    const states = newest(entries, ({ viewerId }) => viewerId);
    const aliases = newest(
      entries.flatMap(({ viewerId, aliases }) => aliases.map((alias) => ({ ...alias, viewerId }))),
      ({ alias }) => alias,
    );
    const values = [
      tenantId,
      states.map(({ viewerId }) => viewerId),
      states.map(({ version }) => version),
      states.map(({ state }) => state),
      aliases.map(({ alias }) => alias),
      aliases.map(({ viewerId }) => viewerId),
      aliases.map(({ version }) => version),
    ];
    await this.pool.query({ name: 'viewer-publish', text: publishSql, values });
  }

  async forget(tenantId: string, viewerIds: readonly string[]): Promise<void> {
    await this.pool.query(forgetSql, [tenantId, viewerIds]);
  }

  async empty(): Promise<void> {
    await this.pool.query('truncate viewer_aliases, viewer_states, viewer_mark');
  }

  async lastMark(): Promise<ViewerStoreMark | null> {
    const { rows } = await this.pool.query<{ wholeAt: Date }>(
      'select whole_at as "wholeAt" from viewer_mark',
    );
    // The states come and go with the truth itself, whichever server that is on.
    return rows[0] ? { wholeAt: rows[0].wholeAt.getTime(), isSameServer: true } : null;
  }

  async mark(wholeAt: number): Promise<void> {
    await this.pool.query(
      `insert into viewer_mark (single, whole_at) values (true, $1)
       on conflict (single) do update set whole_at = excluded.whole_at`,
      [new Date(wholeAt)],
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

/** The newest of those that share a key: one statement may touch a row only once. */
function newest<T extends { version: number }>(things: readonly T[], keyOf: (thing: T) => string): T[] {
  const best = new Map<string, T>();
  for (const thing of things) {
    const known = best.get(keyOf(thing));
    if (!known || thing.version >= known.version) best.set(keyOf(thing), thing);
  }
  return [...best.values()];
}
