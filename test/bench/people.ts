import type { Pool } from 'pg';
import type { TestTenant } from '../support/carousel.js';

/** Default of `SHARDS`. */
const shards = 8;

/**
 * People whom everybody has known for weeks, each with some looks at cars, written straight into the tables and taken for read
 * by all who follow the log: how they got there is not measured.
 */
export async function putPeople(
  pool: Pool,
  { id }: TestTenant,
  { people, eventsEach }: { readonly people: number; readonly eventsEach: number },
): Promise<void> {
  const numbered = `select n, md5('person ' || n)::uuid as profile_id, md5('id ' || n)::uuid as identity_id
    from generate_series(1, $2::integer) n`;
  const shardOf = `('x' || right(p.profile_id::text, 7))::bit(28)::integer % ${shards}`;
  await pool.query(
    `insert into profiles (tenant_id, id, shard, created_at)
     select $1, p.profile_id, ${shardOf}, now() from (${numbered}) p`,
    [id, people],
  );
  await pool.query(
    `insert into identities (tenant_id, id, kind, hash, sealed_value, profile_id, version, created_at)
     select $1, p.identity_id, 'anonymousId', sha256(convert_to('bench ' || p.n, 'UTF8')), 'none', p.profile_id, 1, now()
     from (${numbered}) p`,
    [id, people],
  );
  await pool.query(
    `insert into profile_evaluations (tenant_id, profile_id, shard, version, unpublished, evaluated_at)
     select $1, p.profile_id, ${shardOf}, 1, false, now() - interval '1 day' from (${numbered}) p`,
    [id, people],
  );
  await pool.query(
    `with base as (select pg_current_xact_id()::text::bigint + coalesce((select xid_base from log_base), 0) as xid),
     read as (
       insert into log_positions (consumer, shard, xid, seq)
       select c, s, xid, 9007199254740991 from base, unnest(array['segments', 'leads', 'outcomes', 'experiments']) c, generate_series(0, ${shards - 1}) s
     )
     insert into events (tenant_id, shard, xid, seq, received_at, occurred_at, profile_id, identity_id, type, name,
       message_id, source_id, vehicle, properties, schema_version, class)
     select $1, ${shardOf}, xid, nextval('event_seq'), now(), now() - random() * interval '60 days', p.profile_id, p.identity_id,
       'VEHICLE_VIEWED', 'Product Viewed', gen_random_uuid()::text, 'bench',
       jsonb_build_object('make', 'Kia', 'model', 'Model ' || (p.n + k) % 40, 'bodyStyle', 'SUV', 'price', 20000 + (p.n + k) % 50 * 500),
       '{}', 1, 'browsing'
     from base, (${numbered}) p, generate_series(1, $3::integer) k`,
    [id, people, eventsEach],
  );
  // Without it the store of viewers counts as lost, and a worker publishes everybody again while others are measured.
  await pool.query('insert into viewer_mark (single, whole_at) values (true, now()) on conflict do nothing');
  await pool.query('vacuum analyze profiles, identities, profile_evaluations, events');
}
