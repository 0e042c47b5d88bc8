import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { TestTenant } from '../support/carousel.js';
import { atMost, quantile, rounded, wrong, type Bench, type Findings } from './bench.js';
import { asMarketer, putCampaign, putPlacement, putStock } from './data.js';
import { onGround, type Ground } from './ground.js';
import { Client, mustBeOk } from './load.js';
import { bareNews } from './news.js';

const placement = 'bench-hero';
/** How often it is looked. What is measured is exact to that. */
const lookEveryMs = 5;
/** What is not so by then is a wrong answer. */
const giveUpMs = 10_000;

/** States a car is in that is not to be offered, in turns. */
const taken = ['RESERVED', 'SOLD'] as const;

/**
 * How long after a car was sold or reserved at one process another one still offers it, in a stock of 100,000; and how long until
 * it is offered again. The floor is an insert and a NOTIFY heard on another connection.
 */
export const sold: Bench = {
  name: 'sold',
  run: ({ smoke }) =>
    onGround(
      { apis: 2, workers: 0 },
      async (pool, tenant) => {
        await putStock(pool, tenant, smoke ? 10_000 : 100_000);
        await putRare(pool, tenant);
      },
      (ground) => measure(ground, smoke ? 10 : 100),
    ),
};

/** Makes the first car one of a make of its own, so that a campaign covers it alone. */
async function putRare(pool: Pool, { id }: TestTenant): Promise<void> {
  await pool.query(`update stock_units set make = 'Bristol' where tenant_id = $1 and stock_number = 'B-0'`, [id]); // prettier-ignore
}

interface Waits {
  readonly gone: number[];
  readonly back: number[];
  readonly floor: number[];
}

async function measure({ carousel, tenant, pool, databaseUrl }: Ground, probes: number): Promise<Findings> {
  const [seller, other] = [carousel.url, carousel.url];
  await putPlacement(seller, tenant, placement);
  await putCampaign(seller, tenant, { name: 'The rare one', placement, creatives: 1, make: 'Bristol' });
  const { rows } = await pool.query<{ id: string }>(`select id from stock_units where make = 'Bristol'`);
  const id = rows[0]?.id ?? '';
  const set = (state: string) =>
    asMarketer(seller, tenant, 'mutation ($id: ID!, $state: StockState!) { setVehicleState(id: $id, state: $state) { id } }', { id, state }, z.unknown()); // prettier-ignore
  const storefront = new Client(other, { authorization: `Bearer ${tenant.keys.storefront}` }, 4);
  const bare = await bareNews(pool, databaseUrl);
  const waits: Waits = { gone: [], back: [], floor: [] };
  let late = 0;
  const until = async (wanted: string, waited: number[]) => {
    const ms = await untilIs(storefront, wanted);
    waited.push(ms ?? giveUpMs);
    if (ms === null) late++;
  };
  try {
    await untilIs(storefront, 'Offers');
    for (let probe = 0; probe < probes; probe++) {
      await set(taken[probe % taken.length] ?? 'SOLD');
      await until('NothingToShow', waits.gone);
      await set('AVAILABLE');
      await until('Offers', waits.back);
      waits.floor.push(await bare.once());
    }
  } finally {
    storefront.close();
    await bare.close();
  }
  return report(waits, late);
}

function report({ gone, back, floor }: Waits, late: number): Findings {
  const row = (what: string, values: number[]) => ({
    what,
    p50Ms: rounded(quantile(values, 0.5)),
    p99Ms: rounded(quantile(values, 0.99)),
    longestMs: rounded(Math.max(...values)),
  });
  return {
    about: [`${gone.length} times sold or reserved at one process, asked for at another every ${lookEveryMs} ms from the answer on.`], // prettier-ignore
    table: [
      row('sold or reserved → not offered', gone),
      row('available → offered', back),
      row('insert + NOTIFY round trip (floor)', floor),
    ],
    figures: [
      atMost('gone_longest', Math.max(...gone), 'ms', 1_000),
      wrong('never', late, `answers not so after ${giveUpMs / 1_000} s`),
    ],
  };
}

const answerSchema = z.object({ data: z.object({ offers: z.object({ __typename: z.string() }) }) });

/** Milliseconds until offers answer so; null: they did not in time. */
async function untilIs(storefront: Client, wanted: string): Promise<number | null> {
  const query = `{ offers(placement: "${placement}", viewer: { anonymousId: "a-1" }, first: 1) { __typename } }`;
  const began = performance.now();
  while (performance.now() - began < giveUpMs) {
    const { body } = mustBeOk(await storefront.post('/graphql', JSON.stringify({ query })));
    if (answerSchema.parse(JSON.parse(body)).data.offers.__typename === wanted)
      return performance.now() - began;
    await sleep(lookEveryMs);
  }
  return null;
}
