import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { atMost, interleaved, median, rounded, type Bench, type Findings } from './bench.js';
import { putCampaign, putPlacement, putSegment, putStock, ranges, stockNumber } from './data.js';
import { cpuSeconds, onGround, type Ground } from './ground.js';
import { asFastAs, atRate, Client, mustBeOk } from './load.js';

const placement = 'bench-hero';
const callers = 4;

interface Size {
  vehicles: number;
  campaigns: number;
  creativesEach: number;
  viewers: number;
  rounds: number;
  ms: number;
}
const full: Size = { vehicles: 10_000, campaigns: 200, creativesEach: 5, viewers: 500, rounds: 5, ms: 4_000 };
const short: Size = { ...full, campaigns: 40, viewers: 50, rounds: 1, ms: 1_500 };

const query = `query ($viewer: ViewerInput!) {
  offers(placement: "${placement}", viewer: $viewer, first: 10) {
    ... on Offers { decisionId model { name version } items {
      vehicle { title price { amount currency } dealer { name } }
      creative { headline callToAction { label url } }
      reasons trackingToken } }
    ... on NothingToShow { reason }
  }
}`;

/**
 * What an `offers` query costs. The floor is a Fastify route that returns the same bytes; both are asked in turns, and
 * the processor time of each process is divided by the requests it answered.
 */
export const offers: Bench = {
  name: 'offers',
  run: ({ smoke }) => {
    const size = smoke ? short : full;
    return onGround(
      { apis: 1, workers: 1 },
      (pool, tenant) => putStock(pool, tenant, size.vehicles),
      async (ground) => {
        await putContent(ground, size);
        return measure(ground, size);
      },
    );
  },
};

async function putContent({ carousel: { url }, tenant }: Ground, size: Size): Promise<void> {
  await putPlacement(url, tenant, placement);
  const segmentId = await putSegment(url, tenant, 'SUV shoppers', {
    did: { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'] }, times: { atLeast: 2 }, within: 'P14D' },
  });
  for (let n = 0; n < size.campaigns; n++)
    await putCampaign(url, tenant, {
      name: `Campaign ${n}`,
      placement,
      creatives: size.creativesEach,
      ...(n % 2 === 0 ? { make: ranges[(n / 2) % ranges.length]?.make ?? 'Toyota' } : {}),
      ...(n % 4 === 3 ? { segmentId } : {}),
    });
  const client = new Client(url, { authorization: `Bearer ${tenant.keys.collector}` }, callers);
  for (let viewer = 0; viewer < size.viewers; viewer++) {
    const batch = Array.from({ length: 10 }, (_, n) => ({
      type: 'track',
      event: 'Product Viewed',
      messageId: `m-${viewer}-${n}`,
      anonymousId: `a-${viewer}`,
      properties: { sku: stockNumber((viewer * 37 + n * 10) % size.vehicles) },
    }));
    mustBeOk(await client.post('/v1/batch', JSON.stringify({ batch })));
  }
  client.close();
}

async function measure(ground: Ground, size: Size): Promise<Findings> {
  const authorization = `Bearer ${ground.tenant.keys.storefront}`;
  const client = new Client(ground.carousel.url, { authorization }, 64);
  // One viewer in five was never seen.
  const body = () => JSON.stringify({ query, variables: { viewer: { anonymousId: `a-${Math.floor(Math.random() * size.viewers * 1.25)}` } } }); // prettier-ignore
  const ask = async () => mustBeOk(await client.post('/graphql', body()));
  const sample = await ask();
  mustHaveTenItems(sample.body);
  const route = await startRoute(sample.body);
  const bareClient = new Client(route.url, { authorization }, 64);
  const askBare = async () => mustBeOk(await bareClient.post('/graphql', body()));
  try {
    const costOf = (door: { url: string }, call: () => Promise<unknown>) => async () => {
      const before = await cpuSeconds(door);
      const load = await asFastAs(callers, size.ms, call);
      return { ...load, cpuMicros: (((await cpuSeconds(door)) - before) * 1e6) / load.count };
    };
    await Promise.all([asFastAs(callers, size.ms, ask), asFastAs(1, size.ms / 4, askBare)]);
    const [ours = [], bare = []] = await interleaved(size.rounds, [
      costOf(ground.carousel, ask),
      costOf(route, askBare),
    ]);
    const most = median(ours.map((load) => load.perSecond));
    const half = await atRate(most / 2, size.ms * 2, ask);
    const ratios = ours.map((load, round) => load.cpuMicros / (bare[round]?.cpuMicros ?? NaN));
    return {
      about: [
        `10 offers over ${size.vehicles} vehicles, ${size.campaigns} live campaigns, ${size.campaigns * size.creativesEach} creatives, ${size.viewers} known viewers and one stranger in five; answers of ${sample.body.length} bytes; ${callers} callers, ${size.rounds} round(s) of ${size.ms / 1000} s in turns.`,
      ],
      table: [
        { what: 'offers, flat out', perSecond: rounded(most), cpuMicros: rounded(median(ours.map((load) => load.cpuMicros))), p50Ms: rounded(median(ours.map((load) => load.p50Ms))), p99Ms: rounded(median(ours.map((load) => load.p99Ms))) },
        { what: 'Fastify JSON route (floor)', perSecond: rounded(median(bare.map((load) => load.perSecond))), cpuMicros: rounded(median(bare.map((load) => load.cpuMicros))), p50Ms: rounded(median(bare.map((load) => load.p50Ms))), p99Ms: rounded(median(bare.map((load) => load.p99Ms))) },
        { what: 'offers, half load', perSecond: rounded(half.perSecond), p50Ms: rounded(half.p50Ms), p99Ms: rounded(half.p99Ms) },
      ], // prettier-ignore
      figures: [
        atMost('cpu_vs_json_route', median(ratios), 'x', 6),
        atMost('p99_at_half_load', half.p99Ms, 'ms', 25),
        atMost('p50_at_half_load', half.p50Ms, 'ms', 10),
      ],
    };
  } finally {
    client.close();
    bareClient.close();
    route.stop();
  }
}

function mustHaveTenItems(body: string): void {
  const { data } = z
    .object({ data: z.object({ offers: z.object({ items: z.array(z.unknown()) }) }) })
    .parse(JSON.parse(body));
  if (data.offers.items.length !== 10) throw new Error(`expected 10 offers, got ${body.slice(0, 300)}`);
}

async function startRoute(body: string): Promise<{ url: string; stop(): void }> {
  const child = fork(join(import.meta.dirname, 'json-route.js'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const answered = once(child, 'message');
  const parsed: unknown = JSON.parse(body);
  child.send(z.record(z.string(), z.unknown()).parse(parsed));
  const url = z.string().parse((await answered).at(0));
  return { url, stop: () => child.disconnect() };
}
