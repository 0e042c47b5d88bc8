import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { demoKeysSchema, type DemoKeys } from '../../src/demo/demo-keys.js';
import { eventually, graphql, TestCarousel } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Line } from '../support/line.js';
import { OffersLoad } from '../support/offers-load.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { onRedis } from '../support/story.js';

/** Offers are asked for all the time while each part is taken away and given back: every request is answered, by the step it is said to be. */
describe('offers while a part is away', () => {
  let database: TestDatabase;
  let redis: TestRedis | null = null;
  let toPostgres: Line;
  let toRedis: Line | null = null;
  let carousel: TestCarousel;
  let keys: DemoKeys;
  let load: OffersLoad;
  let bound = '';
  const noModels = mkdtempSync(join(tmpdir(), 'carousel-no-models-'));

  beforeAll(async () => {
    database = await createTestDatabase('demo');
    toPostgres = await Line.to(database.url);
    if (onRedis) {
      redis = await startRedis();
      toRedis = await Line.to(redis.url);
    }
    keys = demoKeysSchema.parse(JSON.parse(readFileSync(join(process.env['TEST_SCRATCH'] ?? '', 'demo-keys.json'), 'utf8'))); // prettier-ignore
    carousel = await TestCarousel.start({
      databaseUrl: toPostgres.url,
      ...(toRedis ? { redisUrl: toRedis.url } : {}),
    });
    const api = carousel.apis[0]?.url ?? '';
    load = new OffersLoad(() => api, keys.storefront, {
      free: { placement: 'home-hero', viewer: { anonymousId: 'nobody-knows' } },
      known: { placement: 'home-hero', viewer: { anonymousId: 'known' } },
      bound: { placement: 'bound', viewer: { anonymousId: 'nobody-knows' } },
    });
  }, 120_000);
  afterAll(async () => {
    await load.end();
    toPostgres.mend();
    toRedis?.mend();
    await carousel.stop();
    await toRedis?.close();
    await redis?.stop();
    await toPostgres.close();
    await database.drop();
    rmSync(noModels, { recursive: true });
  });

  const ask = (query: string, variables: object = {}) =>
    graphql(carousel.url, keys.marketer, query, variables);
  const metric = async (name: string, url = carousel.url) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return [...text.matchAll(new RegExp(`^carousel_${name}(?:{.*})? (\\S+)$`, 'gm'))].reduce((sum, [, value]) => sum + Number(value), 0); // prettier-ignore
  };
  /** Until somebody's last answer says so. */
  const told = (name: string, what: string) => eventually(() => Promise.resolve(load.lastOf(name)), (answer) => answer.includes(what), 30_000); // prettier-ignore
  const allIsWell = async () => {
    await told('known', '"personalised":true');
    await told('bound', bound);
    await told('free', '"items":[{');
  };
  const pacesSet = async () => {
    const rows: unknown = await database.dataSource.query('select count(*)::int as n from tenant_traffic'); // prettier-ignore
    return z.tuple([z.object({ n: z.number() })]).parse(rows)[0].n;
  };
  const launch = async () => {
    await ask('mutation { createPlacement(input: { key: "bound", name: "Bound", floor: "9" }) { key } }');
    const creatives = [{ name: 'A', angle: 'PRICE', headline: 'The {model}', body: 'Now.', callToAction: { label: 'See it', url: 'https://example.com' } }]; // prettier-ignore
    const input = { name: 'Bound', placements: ['bound'], bid: { perThousand: '9' }, budget: { total: '900000' }, creatives }; // prettier-ignore
    const made = await ask('mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { ... on Campaign { id } } }', { input }); // prettier-ignore
    bound = z.object({ createCampaign: z.object({ id: z.string() }) }).parse(made.data).createCampaign.id;
    expect((await ask('mutation ($id: ID!) { launchCampaign(id: $id) { __typename } }', { id: bound })).data).toEqual({ launchCampaign: { __typename: 'Campaign' } }); // prettier-ignore
  };
  /** Takes a line's far end away in one way and the other, and says what is told meanwhile. */
  const without = async (line: Line, what: () => Promise<unknown>, longMs: number) => {
    for (const away of [() => line.freeze(), () => line.cut()]) {
      // prettier-ignore
      away();
      await what();
      // Longer than what is remembered of keys and limits.
      await sleep(longMs);
      await what();
      line.mend();
      await allIsWell();
    }
  };

  it('are answered without exception, each by the step that is written down', async () => {
    const track = { type: 'track', event: 'Product Viewed', anonymousId: 'known', messageId: randomUUID(), properties: { make: 'Kia', model: 'EV6' } }; // prettier-ignore
    const sent = await fetch(`${carousel.url}/v1/batch`, { method: 'POST', headers: { authorization: `Bearer ${keys.collector}` }, body: JSON.stringify({ batch: [track] }) }); // prettier-ignore
    expect(sent.status).toBe(200);
    await launch();
    await eventually(() => load.ask('bound'), (answer) => answer.includes(bound)); // prettier-ignore
    load.failures.length = 0;
    load.begin();
    await allIsWell();
    // Where none were set ever, the first are taken to be on their way.
    await eventually(pacesSet, (n) => n > 0, 60_000);
    expect(load.lastOf('free')).toMatch(/"fallback":null/);

    // What jobs write and memory follows: pacing, walks, experiments, the log of decisions. Offers know nothing of it.
    const tables = ['campaign_paces', 'pacing_batches', 'walks', 'experiments', 'decisions'];
    for (const table of tables)
      await database.dataSource.query(`alter table ${table} rename to ${table}_away`);
    const { length } = load.decisionIds;
    await eventually(() => metric('pacing_failed_total', carousel.workers[0]?.url), (count) => count > 0, 30_000); // prettier-ignore
    await eventually(
      () => Promise.resolve(load.decisionIds.length),
      (count) => count > length + 20,
      30_000,
    );
    await allIsWell();
    for (const table of tables)
      await database.dataSource.query(`alter table ${table}_away rename to ${table}`);

    // PostgreSQL hangs, then is down: what is in memory goes on, and what the limits hold is not shown.
    await without(toPostgres, async () => {
      if (!onRedis) await told('known', 'VIEWER_STORE_AWAY');
      if (!onRedis) await told('bound', 'LIMITS_AWAY');
      await told('free', '"items":[{');
    }, 11_000); // prettier-ignore
    if (toRedis)
      await without(toRedis, async () => {
        await told('known', 'VIEWER_STORE_AWAY');
        await told('bound', 'LIMITS_AWAY');
        await told('free', '"items":[{');
      }, 3_000); // prettier-ignore
    expect(await metric('viewers_away_total')).toBeGreaterThan(0);
    expect(await metric('limits_away_total')).toBeGreaterThan(0);

    // No worker for a quarter of an hour, as a process sees it whose clock is ahead; and no model to rank by.
    for (const worker of [...carousel.workers]) await carousel.kill(worker);
    await ask('mutation ($id: ID!) { updateCampaign(id: $id, input: { budget: { total: "900000", daily: "9000" } }) { __typename } }', { id: bound }); // prettier-ignore
    const late = await carousel.startApi({ CLOCK_OFFSET: 'PT20M', MODELS_DIR: noModels });
    const fallback = await eventually(() => load.ask('bound', late.url), (answer) => answer.includes(bound), 30_000); // prettier-ignore
    expect(fallback).toMatch(/"fallback":"/);
    expect(await metric('pacing_even_total', late.url)).toBeGreaterThan(0);
    expect(await metric('offers_fallback_total', late.url)).toBeGreaterThan(0);
    const pacing = await graphql(late.url, keys.marketer, 'query ($id: ID!) { campaign(id: $id) { pacing { state remedy } } }', { id: bound }); // prettier-ignore
    expect(pacing.data).toMatchObject({ campaign: { pacing: { state: 'EVENLY' } } });
    await carousel.close(late);

    await load.end();
    expect(load.failures).toEqual([]);
    expect(load.answers).toBeGreaterThan(100);
    // Everything that was shown is in the log, also of the time when it could not be written.
    const written = async () => {
      const rows: unknown = await database.dataSource.query('select count(*)::int as n from decisions where id = any($1)', [load.decisionIds]); // prettier-ignore
      return z.tuple([z.object({ n: z.number() })]).parse(rows)[0].n;
    };
    expect(await eventually(written, (n) => n === new Set(load.decisionIds).size, 20_000)).toBeGreaterThan(0);
  }, 280_000);
});
