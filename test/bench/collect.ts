import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import { atLeast, atMost, interleaved, median, rounded, type Bench, type Findings } from './bench.js';
import { putStock, stockNumber } from './data.js';
import { onGround, type Ground } from './ground.js';
import { asFastAs, atRate, Client, mustBeOk } from './load.js';

const batchSize = 100;
const stockSize = 1_000;
const shoppers = 2_000;
/** Callers at once, of either rival: enough to keep both busy, no more than the API has connections. */
const callers = 4;

/**
 * How many events a second are accepted durably over HTTP. The floor is PostgreSQL alone: the same rows, read back
 * from what the API wrote, inserted in the same batches by bare `unnest` from one process.
 */
export const collect: Bench = {
  name: 'collect',
  run: ({ smoke }) =>
    onGround(
      { apis: 1, workers: 0 },
      (pool, tenant) => putStock(pool, tenant, stockSize),
      (ground) => measure(ground, smoke ? { rounds: 1, ms: 1_500 } : { rounds: 5, ms: 5_000 }),
    ),
};

async function measure(ground: Ground, { rounds, ms }: { rounds: number; ms: number }): Promise<Findings> {
  const key = ground.tenant.keys.collector;
  const headers = { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` };
  const client = new Client(ground.carousel.url, headers, 64);
  try {
    const batch = async () => mustBeOk(await client.post('/v1/batch', JSON.stringify({ batch: events() })));
    const single = async () => mustBeOk(await client.post('/v1/track', JSON.stringify(events(1)[0])));
    await asFastAs(callers, ms / 2, batch);
    const floor = await floorOf(ground.pool);
    const [ours = [], bare = []] = await interleaved(rounds, [
      () => asFastAs(callers, ms, batch),
      () => asFastAs(callers, ms, floor),
    ]);
    const most = await asFastAs(callers * 4, ms, single);
    const half = await atRate(most.perSecond / 2, ms * 2, single);
    const shares = ours.map((load, round) => load.perSecond / (bare[round]?.perSecond ?? NaN));
    const eventsPerSecond = median(ours.map((load) => load.perSecond)) * batchSize;
    return {
      about: [
        `${batchSize} events a batch, ${callers} callers, ${rounds} round(s) of ${ms / 1000} s in turns; the API, PostgreSQL and the callers share this machine. No worker runs.`,
      ],
      table: [
        { what: 'API, batches', perSecond: rounded(eventsPerSecond), p50Ms: rounded(median(ours.map((load) => load.p50Ms))), p99Ms: rounded(median(ours.map((load) => load.p99Ms))) },
        { what: 'bare unnest inserts (floor)', perSecond: rounded(median(bare.map((load) => load.perSecond)) * batchSize), p50Ms: rounded(median(bare.map((load) => load.p50Ms))), p99Ms: rounded(median(bare.map((load) => load.p99Ms))) },
        { what: 'API, single, flat out', perSecond: rounded(most.perSecond), p50Ms: rounded(most.p50Ms), p99Ms: rounded(most.p99Ms) },
        { what: 'API, single, half load', perSecond: rounded(half.perSecond), p50Ms: rounded(half.p50Ms), p99Ms: rounded(half.p99Ms) },
      ], // prettier-ignore
      figures: [
        atLeast('batch_vs_unnest', median(shares), 'x', 0.4),
        atMost('single_p99_at_half_load', half.p99Ms, 'ms', 20),
        atLeast('events_per_second', eventsPerSecond, '1/s', 5_000),
      ],
    };
  } finally {
    client.close();
  }
}

function events(count: number = batchSize) {
  return Array.from({ length: count }, () => ({
    type: 'track',
    event: 'Product Viewed',
    messageId: randomUUID(),
    anonymousId: `a-${Math.floor(Math.random() * shoppers)}`,
    timestamp: new Date().toISOString(),
    properties: { sku: stockNumber(Math.floor(Math.random() * stockSize)), position: 3, list: 'search' },
    context: { page: { path: '/cars/toyota/rav4', referrer: 'https://search.example' }, locale: 'en-GB' },
  }));
}

const columnsSchema = z.array(z.object({ name: z.string(), type: z.string() }));
const rowsSchema = z.array(z.record(z.string(), z.string().nullable()));

/** Inserts of rows like those the API wrote, into a table like theirs: one statement, one commit, a batch. */
async function floorOf(pool: Pool): Promise<() => Promise<unknown>> {
  await pool.query('create table floor_events (like events including defaults including indexes)');
  const columns = columnsSchema.parse(
    (
      await pool.query(
        `select attname as name, format_type(atttypid, null) as type from pg_attribute
         where attrelid = 'events'::regclass and attnum > 0 and not attisdropped order by attnum`,
      )
    ).rows,
  );
  const texts = columns.map(({ name }) => `${name}::text`).join(', ');
  const written = await pool.query(`select ${texts} from events order by seq desc limit ${batchSize}`);
  const rows = rowsSchema.parse(written.rows);
  if (rows.length < batchSize)
    throw new Error(`the API wrote ${rows.length} events, the floor needs ${batchSize}`);
  const parameters = columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ');
  const statement = `insert into floor_events select * from unnest(${parameters})`;
  let seq = 0;
  return () =>
    pool.query({
      name: 'floor',
      text: statement,
      values: columns.map(({ name }) =>
        rows.map((row) =>
          name === 'seq' ? String(++seq) : name === 'message_id' ? randomUUID() : row[name],
        ),
      ),
    });
}
