import { z } from 'zod';
import { createTestTenant, TestCarousel, type Door, type TestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const collected = z.object({ accepted: z.number() });
const refusal = z.object({ error: z.object({ code: z.string() }) });

/** Segment's routes, keys and answers, as senders that know nothing of us expect them. */
describe("Segment's API", () => {
  let database: TestDatabase;
  let tenant: TestTenant;
  let carousel: TestCarousel;
  let url: string;
  let strict: Door;
  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTestTenant(database.dataSource, 'motors');
    carousel = await TestCarousel.start({ databaseUrl: database.url, workers: 0 });
    url = carousel.url;
    strict = await carousel.startApi({ STRICT_SEGMENT: 'true', PUBLIC_URL: 'https://events.example.com' });
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });

  const page = { type: 'page', userId: 'u' };
  const post = (path: string, body: unknown, authorization?: string, to = url) =>
    fetch(`${to}${path}`, {
      method: 'POST',
      headers: authorization === undefined ? {} : { authorization },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

  it.each([
    ...['track', 't', 'identify', 'i', 'page', 'p', 'screen', 's', 'group', 'g', 'alias', 'a'].map((route) => `/v1/${route}`),
    ...['/v1/batch', '/v1/b', '/v1/import', '/beacon/v1/batch'],
  ])('takes what comes to %s', async (route) => {
    const call = { userId: `u${route}`, event: 'Product Viewed', groupId: 'g', previousId: `a${route}` };
    const body = /batch|b$|import/.test(route) ? { batch: [{ ...call, type: 'track' }] } : call;
    const answer = await post(route, body, basic(`${tenant.keys.collector}:`));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ success: true, accepted: 1, duplicates: 0, withheld: 0, rejected: [] });
  }); // prettier-ignore

  it('finds the key wherever a client may put it, the header first', async () => {
    const key = tenant.keys.collector;
    const taken = async (...request: [path: string, body: unknown, authorization?: string]) => {
      const answer = await post(...request);
      expect(answer.status).toBe(200);
      expect(collected.parse(await answer.json()).accepted).toBe(1);
    };
    await taken('/v1/p', page, basic(`${key}:`));
    await taken('/v1/p', page, basic(key));
    await taken('/v1/p', page, `Bearer ${key}`);
    await taken('/v1/p', { ...page, writeKey: key }, 'Bearer a-token-for-somebody-else');
    await taken('/v1/p', { ...page, writeKey: key });
    await taken('/v1/b', { batch: [page], writeKey: key });
    await taken('/v1/b', { batch: [{ ...page, writeKey: key }] });
    await taken(`/beacon/v1/batch?writeKey=${key}`, { batch: [page] });
    await taken('/v1/p?writeKey=wrong', { ...page, writeKey: key });
    await taken('/v1/p', { ...page, writeKey: 'wrong' }, basic(`${key}:`));
    await taken('/v1/p', `\ufeff${JSON.stringify({ ...page, writeKey: key })}`);
    for (const [body, authorization] of [[page], [page, basic('wrong:')], [page, basic(':')], [{ ...page, writeKey: 7 }]] as const)
      expect((await post('/v1/p', body, authorization)).status).toBe(401);
  }); // prettier-ignore

  it('lets pages of any origin send, and read also what was refused', async () => {
    const preflight = await fetch(`${url}/v1/t`, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': containing('POST, OPTIONS'),
      'access-control-allow-headers': containing('authorization, content-type'),
    });
    const asked = { 'access-control-request-headers': 'authorization,content-type,x-of-our-own' };
    const own = await fetch(`${url}/beacon/v1/batch`, { method: 'OPTIONS', headers: asked });
    expect(own.headers.get('access-control-allow-headers')).toBe(asked['access-control-request-headers']);
    const tooLarge = post('/v1/b', 'x'.repeat(600_000), basic(tenant.keys.collector));
    for (const [answer, status] of [[post('/v1/p', page), 401], [tooLarge, 400]] as const) {
      expect((await answer).status).toBe(status);
      expect((await answer).headers.get('access-control-allow-origin')).toBe('*');
    }
  }); // prettier-ignore

  it('lets whoever sends far too much read the answer', async () => {
    for (let times = 0; times < 5; times++) {
      const answer = await post('/v1/batch', 'x'.repeat(16_000_000), basic(tenant.keys.collector));
      expect(answer.status).toBe(400);
      expect(refusal.parse(await answer.json()).error.code).toBe('BODY_TOO_LARGE');
    }
  });

  it('tells analytics.js where to send, for keys that may be in a page', async () => {
    const settings = async (key: string, to = url) => fetch(`${to}/v1/projects/${key}/settings`);
    const answer = await settings(tenant.keys.collector);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answer.json()).toMatchObject({
      integrations: {
        'Segment.io': {
          apiKey: tenant.keys.collector,
          apiHost: `${new URL(url).host}/v1`,
          protocol: 'http',
        },
      },
      metrics: { sampleRate: 0 },
    });
    expect(await (await settings(tenant.keys.collector, strict.url)).json()).toMatchObject({
      integrations: { 'Segment.io': { apiHost: 'events.example.com/v1', protocol: 'https' } },
    });
    expect((await settings('wrong')).status).toBe(401);
    expect((await settings(tenant.keys.marketer)).status).toBe(403);
    expect((await post('/v1/m', { series: [] })).status).toBe(200);
  });

  it("tells RudderStack's client in a page that its source is on, for keys that may be in a page", async () => {
    const ask = (key: string, headers: Record<string, string> = {}) =>
      fetch(`${url}/sourceConfig/?p=npm&v=3.34.1&build=modern&writeKey=${key}`, { headers });
    const key = tenant.keys.collector;
    const answer = await ask(key, { authorization: basic(`${key}:`) });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    // What that client asks of an answer before it takes it (3.34.1).
    expect(await answer.json()).toMatchObject({
      source: {
        id: key,
        enabled: true,
        config: { statsCollection: { errors: { enabled: false } } },
        destinations: [],
      },
    });
    expect((await fetch(`${url}/sourceConfig?writeKey=${key}`)).status).toBe(200);
    expect((await fetch(`${url}/sourceConfig/`, { method: 'OPTIONS' })).status).toBe(204);
    expect((await ask('wrong')).status).toBe(401);
    expect((await ask(tenant.keys.marketer)).status).toBe(403);
  });

  it('answers what Segment would where it is told to be strict', async () => {
    const key = basic(`${tenant.keys.collector}:`);
    const nobody = { event: 'Product Viewed' };
    const code = async (answer: Response) => refusal.parse(await answer.json()).error.code;
    expect((await post('/v1/p', page, 'Bearer wrong')).status).toBe(401);
    expect(await code(await post('/v1/t', nobody, key))).toBe('NO_IDENTITY');
    for (const passedOver of [post('/v1/p', page, 'Bearer wrong', strict.url), post('/v1/t', nobody, key, strict.url)]) {
      expect((await passedOver).status).toBe(200);
      expect(await (await passedOver).json()).toEqual({ success: true });
    }
    for (const [body, why] of [['{', 'MALFORMED_JSON'], [{ ...page, name: 'x'.repeat(40_000) }, 'EVENT_TOO_LARGE'], ['x'.repeat(600_000), 'BODY_TOO_LARGE']] as const) {
      const refused = await post('/v1/p', body, key, strict.url);
      expect(refused.status).toBe(400);
      expect(await code(refused)).toBe(why);
    }
  }); // prettier-ignore
});

/** A text with this in it. */
function containing(text: string): unknown {
  return expect.stringContaining(text);
}
