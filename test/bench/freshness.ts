import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { atMost, quantile, rounded, type Bench, type Findings } from './bench.js';
import { putCampaign, putPlacement, putSegment, putStock, stockNumber } from './data.js';
import { onGround, type Ground } from './ground.js';
import { putPeople } from './people.js';
import { atRate, Client, mustBeOk } from './load.js';
import { bareNews } from './news.js';

const placement = 'bench-hero';
const batchSize = 100;
/** How often a probe looks; what is measured is exact to that. Oftener, and the looking would be the load. */
const lookEveryMs = 20;
const windowMs = 3_000;
/** A change not seen by then is counted as taking this long. */
const giveUpMs = 15_000;
/** Everybody has to be in memory by then. */
const heldWithinMs = 300_000;

/**
 * How long after an event was accepted the storefront sees it: probes send one event that makes a stranger a member,
 * and ask `offers` until the campaign for members appears; then until it is gone, when the window of three seconds has
 * passed. Other shoppers send up to 1,000 events a second meanwhile, and a million people with five million events are in memory. The floor is an insert and a NOTIFY heard on
 * another connection.
 */
export const freshness: Bench = {
  name: 'freshness',
  run: ({ smoke }) =>
    onGround(
      { apis: 1, workers: 1 },
      async (pool, tenant) => {
        await putStock(pool, tenant, 1_000);
        await putPeople(pool, tenant, { people: smoke ? 10_000 : 1_000_000, eventsEach: 5 });
      },
      (ground) =>
        measure(
          ground,
          smoke
            ? { probes: 8, everyMs: 800, rates: [200] }
            : { probes: 80, everyMs: 500, rates: [200, 1_000] },
        ),
    ),
};

interface Size {
  probes: number;
  everyMs: number;
  /** Events of others, a second; figures are those of the last. */
  rates: number[];
}

async function measure(ground: Ground, size: Size): Promise<Findings> {
  const { carousel, tenant, pool, databaseUrl } = ground;
  await putPlacement(carousel.url, tenant, placement);
  const rule = { did: { event: 'VEHICLE_SAVED', within: `PT${windowMs / 1000}S` } };
  const segmentId = await putSegment(carousel.url, tenant, 'Saved just now', rule);
  await putCampaign(carousel.url, tenant, { name: 'For members', placement, creatives: 1, segmentId });
  const collector = new Client(carousel.url, { authorization: `Bearer ${tenant.keys.collector}` }, 32);
  const storefront = new Client(carousel.url, { authorization: `Bearer ${tenant.keys.storefront}` }, 64);
  const bare = await bareNews(pool, databaseUrl);
  try {
    const heldAfterS = await untilHeld(collector, storefront);
    const phases: Phase[] = [];
    for (const rate of size.rates)
      phases.push(
        await amongOthers(
          rate,
          size,
          collector,
          () => probe(collector, storefront),
          () => bare.once(),
        ),
      );
    return report(phases, size, heldAfterS);
  } finally {
    collector.close();
    storefront.close();
    await bare.close();
  }
}

interface Phase {
  perSecond: number;
  appeared: number[];
  left: number[];
  floor: number[];
}

/** Probes and floors in turn, while others send so many events a second. */
async function amongOthers(
  eventsPerSecond: number,
  { probes, everyMs }: Size,
  collector: Client,
  look: () => Promise<{ appearedMs: number; leftMs: number }>,
  bare: () => Promise<number>,
): Promise<Phase> {
  const [appeared, left, floor]: number[][] = [[], [], []];
  const durationMs = probes * everyMs;
  const [others] = await Promise.all([
    atRate(eventsPerSecond / batchSize, durationMs, async () =>
      mustBeOk(await collector.post('/v1/batch', JSON.stringify({ batch: otherShoppers() }))),
    ),
    atRate(1000 / everyMs, durationMs, async () => {
      const seen = await look();
      appeared?.push(seen.appearedMs);
      left?.push(seen.leftMs);
    }),
    atRate(1000 / everyMs, durationMs, async () => floor?.push(await bare())),
  ]);
  return {
    perSecond: others.perSecond * batchSize,
    appeared: appeared ?? [],
    left: left ?? [],
    floor: floor ?? [],
  };
}

function report(phases: Phase[], { probes }: Size, heldAfterS: number): Findings {
  const row = (phase: Phase, what: string, values: number[]) => ({
    othersPerSecond: rounded(phase.perSecond),
    what,
    p50Ms: rounded(quantile(values, 0.5)),
    p99Ms: rounded(quantile(values, 0.99)),
  });
  const { appeared = [], left = [] } = phases.at(-1) ?? {};
  return {
    about: [
      `everybody was in memory ${rounded(heldAfterS)} s after the worker was there.`,
      `${probes} probes at each rate; looked every ${lookEveryMs} ms through \`offers\`. "gone" counts from the end of the window of ${windowMs / 1000} s; what was not there after ${giveUpMs / 1000} s counts as that.`,
    ],
    table: phases.flatMap((phase) => [
      row(phase, 'event accepted → in offers', phase.appeared),
      row(phase, 'window passed → gone from offers', phase.left),
      row(phase, 'insert + NOTIFY round trip (floor)', phase.floor),
    ]),
    figures: [
      atMost('appeared_p50', quantile(appeared, 0.5), 'ms', 100),
      atMost('appeared_p99', quantile(appeared, 0.99), 'ms', 500),
      atMost('left_p50', quantile(left, 0.5), 'ms', 100),
      atMost('left_p99', quantile(left, 0.99), 'ms', 500),
    ],
  };
}

async function probe(collector: Client, storefront: Client): Promise<{ appearedMs: number; leftMs: number }> {
  const anonymousId = randomUUID();
  const happened = Date.now();
  mustBeOk(await collector.post('/v1/track', JSON.stringify(saved(anonymousId, happened))));
  const accepted = performance.now();
  await isSeen(storefront, anonymousId, 'Offers', giveUpMs);
  const appearedMs = performance.now() - accepted;
  await sleep(Math.max(0, happened + windowMs - Date.now()));
  await isSeen(storefront, anonymousId, 'NothingToShow', giveUpMs);
  return { appearedMs, leftMs: Math.max(0, Date.now() - happened - windowMs) };
}

/** Until the worker has read everybody and one of many probes went through. Returns how long that took, in seconds. */
async function untilHeld(collector: Client, storefront: Client): Promise<number> {
  const begun = performance.now();
  const waited = () => performance.now() - begun;
  for (;;) {
    const anonymousId = randomUUID();
    mustBeOk(await collector.post('/v1/track', JSON.stringify(saved(anonymousId, Date.now()))));
    // Whoever saved something longer ago than the window is no member when the worker comes to it: so another has to.
    if (await isSeen(storefront, anonymousId, 'Offers', windowMs)) break;
    if (waited() > heldWithinMs) throw new Error(`Nobody was seen within ${heldWithinMs / 1_000} s.`);
  }
  const seconds = waited() / 1_000;
  await probe(collector, storefront);
  return seconds;
}

const answerSchema = z.object({ data: z.object({ offers: z.object({ __typename: z.string() }) }) });

/** Asks for offers until they are as wanted, for so long. Returns whether they ever were. */
async function isSeen(
  storefront: Client,
  anonymousId: string,
  wanted: string,
  withinMs: number,
): Promise<boolean> {
  const query = `{ offers(placement: "${placement}", viewer: { anonymousId: "${anonymousId}" }, first: 1) { __typename } }`;
  const giveUp = performance.now() + withinMs;
  while (performance.now() < giveUp) {
    const { body } = mustBeOk(await storefront.post('/graphql', JSON.stringify({ query })));
    if (answerSchema.parse(JSON.parse(body)).data.offers.__typename === wanted) return true;
    await sleep(lookEveryMs);
  }
  return false;
}

function saved(anonymousId: string, at: number) {
  return {
    type: 'track',
    event: 'Product Added to Wishlist',
    messageId: randomUUID(),
    anonymousId,
    timestamp: new Date(at).toISOString(),
    properties: { sku: stockNumber(1) },
  };
}

function otherShoppers() {
  return Array.from({ length: batchSize }, () => ({
    type: 'track',
    event: 'Product Viewed',
    messageId: randomUUID(),
    anonymousId: `a-${Math.floor(Math.random() * 5_000)}`,
    timestamp: new Date().toISOString(),
    properties: { sku: stockNumber(Math.floor(Math.random() * 1_000)) },
  }));
}
