import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import { atLeast, atMost, interleaved, median, rounded, type Bench, type Findings } from './bench.js';
import { productViews, putStock } from './data.js';
import { onGround, type Ground } from './ground.js';
import { asFastAs, atRate, Client, mustBeOk } from './load.js';

const batchSize = 100;
const looks = { shoppers: 2_000, cars: 1_000 };
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
      (pool, tenant) => putStock(pool, tenant, looks.cars),
      (ground) => measure(ground, smoke ? { rounds: 1, ms: 1_500 } : { rounds: 5, ms: 5_000 }),
    ),
};

async function measure(ground: Ground, { rounds, ms }: { rounds: number; ms: number }): Promise<Findings> {
  const key = ground.tenant.keys.collector;
  const headers = { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` };
  const client = new Client(ground.carousel.url, headers, 64);
  try {
    const batch = async () =>
      mustBeOk(await client.post('/v1/batch', JSON.stringify({ batch: productViews(batchSize, looks) })));
    const single = async () =>
      mustBeOk(await client.post('/v1/track', JSON.stringify(productViews(1, looks)[0])));
    // Single events first: what batches leave to be written to disk and vacuumed would be what they wait for.
    await asFastAs(callers * 4, ms * 3, single);
    const bareSingle = await floorOf(ground.pool, 1);
    const most = await asFastAs(callers * 4, ms, single);
    const [half = [], bareHalf = []] = await interleaved(rounds, [
      () => atRate(most.perSecond / 2, ms, single),
      () => atRate(most.perSecond / 2, ms, bareSingle),
    ]);
    await asFastAs(callers, ms / 2, batch);
    const floor = await floorOf(ground.pool, batchSize);
    const [ours = [], bare = []] = await interleaved(rounds, [
      () => asFastAs(callers, ms, batch),
      () => asFastAs(callers, ms, floor),
    ]);
    const singleP99 = median(half.map((load) => load.p99Ms));
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
        { what: 'API, single, half load', perSecond: rounded(median(half.map((load) => load.perSecond))), p50Ms: rounded(median(half.map((load) => load.p50Ms))), p99Ms: rounded(singleP99), sentLateP99Ms: rounded(median(half.map((load) => load.lateP99Ms))) },
        { what: 'bare single inserts at that rate (floor)', perSecond: rounded(median(bareHalf.map((load) => load.perSecond))), p50Ms: rounded(median(bareHalf.map((load) => load.p50Ms))), p99Ms: rounded(median(bareHalf.map((load) => load.p99Ms))), sentLateP99Ms: rounded(median(bareHalf.map((load) => load.lateP99Ms))) },
      ], // prettier-ignore
      figures: [
        atLeast('batch_vs_unnest', median(shares), 'x', 0.4),
        atMost('single_p99_at_half_load', singleP99, 'ms', 20),
        atLeast('events_per_second', eventsPerSecond, '1/s', 5_000),
      ],
    };
  } finally {
    client.close();
  }
}

const columnsSchema = z.array(z.object({ name: z.string(), type: z.string() }));
let lastSeq = 0;
const rowsSchema = z.array(z.record(z.string(), z.string().nullable()));

/** Inserts of rows like those the API wrote, into a table like theirs: one statement and one commit for so many. */
async function floorOf(pool: Pool, size: number): Promise<() => Promise<unknown>> {
  await pool.query(
    'create table if not exists floor_events (like events including defaults including indexes)',
  );
  const columns = columnsSchema.parse(
    (
      await pool.query(
        `select attname as name, format_type(atttypid, null) as type from pg_attribute
         where attrelid = 'events'::regclass and attnum > 0 and not attisdropped order by attnum`,
      )
    ).rows,
  );
  const texts = columns.map(({ name }) => `${name}::text`).join(', ');
  const written = await pool.query(`select ${texts} from events order by seq desc limit ${size}`);
  const rows = rowsSchema.parse(written.rows);
  if (rows.length < size) throw new Error(`the API wrote ${rows.length} events, the floor needs ${size}`);
  const parameters = columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ');
  const statement = `insert into floor_events select * from unnest(${parameters})`;
  return () =>
    pool.query({
      name: `floor of ${size}`,
      text: statement,
      values: columns.map(({ name }) =>
        rows.map((row) =>
          name === 'seq' ? String(++lastSeq) : name === 'message_id' ? randomUUID() : row[name],
        ),
      ),
    });
}
