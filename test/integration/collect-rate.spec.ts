import { Analytics } from '@segment/analytics-node';
import { createTestTenant, TestCarousel, type TestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

/** What a tenant may send a second, as senders meet it. */
describe('COLLECT_RATE', () => {
  let database: TestDatabase;
  let tenant: TestTenant;
  let carousel: TestCarousel;
  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTestTenant(database.dataSource, 'fast');
    carousel = await TestCarousel.start({
      databaseUrl: database.url,
      workers: 0,
      env: { COLLECT_RATE: '2' },
    });
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });

  const post = (path: string, body: unknown, key = tenant.keys.collector, url = carousel.url) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    });
  const view = (userId: string) => ({ type: 'track', event: 'Product Viewed', userId });
  const stored = async ({ id }: TestTenant) => {
    const rows: { name: string }[] = await database.dataSource.query('select name from events where tenant_id = $1 and type <> \'LEAD_GRADED\'', [id]); // prettier-ignore
    return rows.map(({ name }) => name).sort();
  };

  it.each([
    ['/v1/track', (n: number) => ({ ...view('u'), event: `seen_${n}` })],
    ['/mp/collect', (n: number) => ({ client_id: '1.2', events: [{ name: `seen_${n}` }] })],
  ])('turns away what is too much on %s, says for how long, and stores nothing of it', async (path, body) => {
    const sender = await createTestTenant(database.dataSource, `sender-of-${path.length}`);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => post(path, body(n), sender.keys.collector))); // prettier-ignore
    const taken = answers.flatMap(({ ok }, n) => (ok ? [`seen_${n}`] : []));
    expect(await stored(sender)).toEqual(taken.sort());
    const refused = answers.filter(({ ok }) => !ok);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expect(answer.status).toBe(429);
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(answer.headers.get('x-ratelimit-reset')).toBe('1');
      expect(answer.headers.get('access-control-expose-headers')).toContain('x-ratelimit-reset');
      expect(await answer.json()).toMatchObject({ error: { code: 'EVENTS_TOO_FAST' } });
    }
  });

  it('bounds leads that come as ADF in the same way', async () => {
    const sender = await createTestTenant(database.dataSource, 'adf');
    const body = (n: number) => `<adf><prospect><id>p-${n}</id><customer><contact><name>A</name><email>a${n}@adf.example</email></contact></customer></prospect></adf>`; // prettier-ignore
    const send = (n: number) => fetch(`${carousel.url}/v1/leads/adf?writeKey=${sender.keys.collector}`, { method: 'POST', headers: { 'content-type': 'application/xml' }, body: body(n) }); // prettier-ignore
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => send(n)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.map((answer) => answer.headers.get('retry-after'))).toEqual(refused.map(() => '1'));
    expect(await stored(sender)).toHaveLength(answers.filter(({ ok }) => ok).length);
  });

  it('says so under STRICT_SEGMENT too: a sender that is told 200 forgets what it sent', async () => {
    const strict = await carousel.startApi({ STRICT_SEGMENT: 'true' });
    const all = await Promise.all(Array.from({ length: 12 }, () => post('/v1/track', view('u-strict'), tenant.keys.collector, strict.url))); // prettier-ignore
    expect(all.map(({ status }) => status)).toContain(429);
    await carousel.close(strict);
  });

  it("has Segment's client for Node wait, and deliver all", async () => {
    const analytics = new Analytics({ writeKey: tenant.keys.collector, host: carousel.url, flushAt: 1 });
    const failed: unknown[] = [];
    analytics.on('error', (fault) => failed.push(fault));
    for (let n = 0; n < 8; n++) analytics.track({ userId: `node-${n}`, event: `Waited ${n}` });
    await analytics.closeAndFlush({ timeout: 60_000 });
    expect(failed).toEqual([]);
    expect((await stored(tenant)).filter((name) => name.startsWith('Waited'))).toHaveLength(8);
  });
});
