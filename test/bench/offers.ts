import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { atMost, interleaved, median, rounded, type Bench, type Findings } from './bench.js';
import { multiply, putCampaign, putPlacement, putSegment, putStock, ranges, stockNumber } from './data.js';
import { graphql } from '../support/carousel.js';
import { testDataKeys } from '../support/data-keys.js';
import { cpuSeconds, onGround, type Ground } from './ground.js';
import { asFastAs, atRate, Client, mustBeOk, type Answer, type Load } from './load.js';

const placement = 'bench-hero';
const callers = 4;

interface Size {
  vehicles: number;
  campaigns: number;
  creativesEach: number;
  viewers: number;
  rounds: number;
  ms: number;
  /** Before anything is measured, so many have to have been answered: until then it is the compiler that costs. */
  enough: number;
  /** So many times the cars, and so many times the campaigns, are there at the end. */
  grown: { cars: number; campaigns: number };
}
const full: Size = { vehicles: 10_000, campaigns: 200, creativesEach: 5, viewers: 500, rounds: 5, ms: 4_000, enough: 3_000, grown: { cars: 10, campaigns: 25 } }; // prettier-ignore
const short: Size = {
  ...full,
  campaigns: 40,
  viewers: 50,
  rounds: 1,
  ms: 1_500,
  enough: 300,
  grown: { cars: 2, campaigns: 4 },
};

const queryAt = (place: string) => `query ($viewer: ViewerInput!) {
  offers(placement: "${place}", viewer: $viewer, first: 10) {
    ... on Offers { decisionId model { name version } items {
      vehicle { title price { amount currency } dealer { name } }
      creative { headline callToAction { label url } }
      reasons trackingToken } }
    ... on NothingToShow { reason }
  }
}`;

/**
 * What an `offers` query costs. The floor is a Fastify route that returns the same bytes; both are asked in turns, and
 * the processor time of each process is divided by the requests it answered. Then the stock and the campaigns are made many
 * times as many, and a fresh process is asked the same.
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

/** A door that is asked the same query by many viewers. */
interface Asked {
  readonly door: { url: string };
  readonly client: Client;
  readonly ask: () => Promise<Answer>;
}

function asked(door: { url: string }, ground: Ground, size: Size, place = placement): Asked {
  const query = queryAt(place);
  const client = new Client(door.url, { authorization: `Bearer ${ground.tenant.keys.storefront}` }, 64);
  // One viewer in five was never seen.
  const body = () => JSON.stringify({ query, variables: { viewer: { anonymousId: `a-${Math.floor(Math.random() * size.viewers * 1.25)}` } } }); // prettier-ignore
  return { door, client, ask: async () => mustBeOk(await client.post('/graphql', body())) };
}

/** Flat out, with the processor time of each answer. */
async function costOf({ door, ask }: Asked, ms: number): Promise<Cost> {
  const before = await cpuSeconds(door);
  const load = await asFastAs(callers, ms, ask);
  return { ...load, cpuMicros: (((await cpuSeconds(door)) - before) * 1e6) / load.count };
}

async function warmed(ours: Asked, count: number): Promise<void> {
  for (let answered = 0; answered < count;) answered += (await asFastAs(callers, 500, ours.ask)).count;
}

async function measure(ground: Ground, size: Size): Promise<Findings> {
  const { carousel, pool, tenant } = ground;
  const [first] = carousel.apis;
  if (!first) throw new Error('there is no API to ask');
  const ours = asked(first, ground, size);
  const sample = await ours.ask();
  mustHaveTenItems(sample.body);
  const route = await startFloor('json-route.js', answerSchema.parse(JSON.parse(sample.body)));
  const bare = asked(route, ground, size);
  try {
    const small = await inTurns(ours, bare, size);
    const least = await leastOf(ground, sample.body, size);
    const half = await atRate(median(small.its.map(({ perSecond }) => perSecond)) / 2, size.ms * 2, ours.ask);
    ours.client.close();
    await carousel.close(first);
    await multiply(pool, tenant, { cars: size.grown.cars - 1, campaigns: size.grown.campaigns - 1 });
    const door = await carousel.startApi();
    // The first answer waits until all of it is read, which may take longer than any client does.
    await graphql(door.url, tenant.keys.storefront, queryAt(placement), { viewer: { anonymousId: 'a-1' } });
    const many = asked(door, ground, size);
    mustHaveTenItems((await many.ask()).body);
    const large = await inTurns(many, bare, size);
    many.client.close();
    return findings(size, { small, half, large, least, bytes: sample.body.length });
  } finally {
    ours.client.close();
    bare.client.close();
    route.stop();
  }
}

/** What cannot be left away, added one by one; see `offers-floor`. */
const partNames = [
  'our HTTP and GraphQL alone, from memory',
  '… and a read of the viewer',
  "… and the model's word",
  '… and the decision logged',
];

/** What an answer costs at least, part by part, with what it stands on. */
async function leastOf({ databaseUrl, tenant, ...ground }: Ground, body: string, size: Size): Promise<Cost[][]> {
  const answer = answerSchema.parse(JSON.parse(body)).data.offers;
  const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, SECRET: 'x'.repeat(32), DATA_KEYS: testDataKeys, MODEL_THREADS: '1', LOG_LEVEL: 'warn' };
  const door = await startFloor('offers-floor.js', { tenantId: tenant.id, decisionId: answer.decisionId, answer }, env);
  const parts = partNames.map((_, count) => asked(door, { databaseUrl, tenant, ...ground }, size, String(count)));
  try {
    for (const part of parts) mustHaveTenItems((await part.ask()).body);
    for (const part of parts) await warmed(part, size.enough / 2);
    return await interleaved(size.rounds, parts.map((part) => () => costOf(part, size.ms / 2)));
  } finally {
    for (const { client } of parts) client.close();
    door.stop();
  }
} // prettier-ignore

interface Cost extends Load {
  cpuMicros: number;
}

/** What one door and the floor beside it cost, round by round, and by how much. */
interface Turns {
  its: Cost[];
  floor: Cost[];
  ratio: number;
}

async function inTurns(one: Asked, bare: Asked, { rounds, ms, enough }: Size): Promise<Turns> {
  await warmed(one, enough);
  await asFastAs(1, ms / 4, bare.ask);
  const [its = [], floor = []] = await interleaved(rounds, [() => costOf(one, ms), () => costOf(bare, ms)]);
  const ratio = median(its.map(({ cpuMicros }, round) => cpuMicros / (floor[round]?.cpuMicros ?? NaN)));
  return { its, floor, ratio };
}

function findings(
  size: Size,
  {
    small,
    half,
    large,
    least,
    bytes,
  }: { small: Turns; half: Load; large: Turns; least: Cost[][]; bytes: number },
): Findings {
  const { vehicles, campaigns, creativesEach, viewers, rounds, ms, enough, grown } = size;
  return {
    about: [
      `10 offers over ${vehicles} vehicles, ${campaigns} live campaigns, ${campaigns * creativesEach} creatives, ${viewers} known viewers and one stranger in five; answers of ${bytes} bytes; ${callers} callers, ${rounds} round(s) of ${ms / 1000} s in turns, after ${enough} answers.`,
      `Then over ${vehicles * grown.cars} vehicles and ${campaigns * grown.campaigns} campaigns.`,
    ],
    table: [
      row('offers, flat out', small.its),
      row('offers over many times as many, flat out', large.its),
      row('Fastify JSON route (floor)', [...small.floor, ...large.floor]),
      ...least.map((costs, parts) => row(partNames[parts] ?? '', costs)),
      { what: 'offers, half load', perSecond: rounded(half.perSecond), p50Ms: rounded(half.p50Ms), p99Ms: rounded(half.p99Ms) },
    ], // prettier-ignore
    figures: [
      atMost('cpu_vs_json_route', small.ratio, 'x', 6),
      atMost('many_vs_few', large.ratio / small.ratio, 'x', 1.5),
      atMost('p99_at_half_load', half.p99Ms, 'ms', 25),
      atMost('p50_at_half_load', half.p50Ms, 'ms', 10),
    ],
  };
}

function row(what: string, loads: readonly Cost[]) {
  const of = (pick: (load: Cost) => number) => rounded(median(loads.map(pick)));
  return { what, perSecond: of((load) => load.perSecond), cpuMicros: of((load) => load.cpuMicros), p50Ms: of((load) => load.p50Ms), p99Ms: of((load) => load.p99Ms) }; // prettier-ignore
}

const answerSchema = z.object({
  data: z.object({ offers: z.looseObject({ decisionId: z.string(), items: z.array(z.unknown()) }) }),
});

function mustHaveTenItems(body: string): void {
  const { data } = answerSchema.parse(JSON.parse(body));
  if (data.offers.items.length !== 10) throw new Error(`expected 10 offers, got ${body.slice(0, 300)}`);
}

/** A program of its own that answers from memory: where it listens, and its end. */
async function startFloor(program: string, order: object, env: NodeJS.ProcessEnv = process.env): Promise<{ url: string; stop(): void }> {
  const child = fork(join(import.meta.dirname, program), { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const answered = once(child, 'message');
  child.send(order);
  const url = z.string().parse((await answered).at(0));
  return { url, stop: () => child.disconnect() };
} // prettier-ignore
