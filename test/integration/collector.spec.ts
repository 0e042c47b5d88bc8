import { gzipSync } from 'node:zlib';
import { Analytics } from '@segment/analytics-node';
import { z } from 'zod';
import { createTestTenant, graphql, TestCarousel, type TestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const collected = z.object({
  success: z.literal(true),
  accepted: z.number(),
  duplicates: z.number(),
  rejected: z.array(z.object({ index: z.number(), messageId: z.string().nullable(), code: z.string() })),
});
const secret = 'ann.smith@example.com';

/** The collector through the door of the built server, as clients meet it. */
describe('the collector', () => {
  let database: TestDatabase;
  let tenant: TestTenant;
  let other: TestTenant;
  let carousel: TestCarousel;
  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTestTenant(database.dataSource, 'motors');
    other = await createTestTenant(database.dataSource, 'rival');
    carousel = await TestCarousel.start({ databaseUrl: database.url, workers: 0 });
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });

  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(`${carousel.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.keys.collector}`, ...headers },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
  const outcome = async (answer: Response) => {
    expect(answer.status).toBe(200);
    return collected.parse(await answer.json());
  };
  const ask = (query: string, key = tenant.keys.marketer) => graphql(carousel.url, key, query);
  const track = (fields: object = {}) =>
    JSON.stringify({ type: 'track', event: 'Product Viewed', anonymousId: 'a-1', ...fields });

  it("is all that Segment's own client needs", async () => {
    const analytics = new Analytics({
      writeKey: tenant.keys.collector,
      host: carousel.url,
      path: '/v1/batch',
    });
    const failed: unknown[] = [];
    analytics.on('error', (fault) => failed.push(fault));
    analytics.track({
      anonymousId: 'sdk-a',
      event: 'Product Viewed',
      properties: { brand: 'Kia', price: '19,995' },
    });
    analytics.page({ anonymousId: 'sdk-a', name: 'Home' });
    analytics.identify({
      anonymousId: 'sdk-a',
      userId: 'sdk-u',
      traits: { email: secret, address: { city: 'Leeds' } },
    });
    analytics.track({ userId: 'sdk-u', event: 'Brochure Ordered' });
    await analytics.closeAndFlush();
    expect(failed).toEqual([]);
    const { data, errors } = await ask(
      `{ profile(anonymousId: "sdk-a") { traits { name value } identities { kind value }
           events(first: 3) { edges { node { type name vehicle { make price } } cursor } pageInfo { hasNextPage endCursor } } }
         eventCounts(since: "2020-01-01T00:00:00Z") { type name count } }`,
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      profile: {
        traits: containing({ name: 'address.city', value: '"Leeds"' }),
        identities: [
          { kind: 'userId', value: 'sdk-u' },
          { kind: 'anonymousId', value: 'sdk-a' },
        ],
        events: { pageInfo: { hasNextPage: true } },
      },
      eventCounts: containing({ type: 'CUSTOM', name: 'Brochure Ordered', count: 1 }),
    });
  });

  it('ignores Content-Type and undoes gzip, as RudderStack and browsers need', async () => {
    const body = gzipSync(JSON.stringify({ batch: [JSON.parse(track())] }));
    const gzip = { 'content-encoding': 'gzip', 'content-type': 'application/x-www-form-urlencoded' };
    expect(await outcome(await post('/v1/batch', body, gzip))).toMatchObject({ accepted: 1 });
    expect(await outcome(await post('/v1/t', track(), { 'content-type': 'text/plain' }))).toMatchObject({ accepted: 1 }); // prettier-ignore
    expect(await outcome(await post('/v1/t', track(), { 'content-type': 'json;;' }))).toMatchObject({ accepted: 1 }); // prettier-ignore
  });

  it('accepts the good of a batch, names the bad, and keeps them for marketers of this tenant alone', async () => {
    const batch = [
      track({ messageId: 'good' }),
      track({ messageId: 'good' }),
      JSON.stringify({ type: 'track', event: 'x', messageId: 'nobody', properties: { email: secret } }),
      track({ messageId: 'large', properties: { text: 'x'.repeat(40_000) } }),
      '7',
    ];
    const answer = await outcome(await post('/v1/batch', `{"batch":[${batch.join(',')}]}`));
    expect(answer).toMatchObject({ accepted: 1, duplicates: 1 });
    expect(answer.rejected).toMatchObject([
      { index: 2, messageId: 'nobody', code: 'NO_IDENTITY' },
      { index: 3, messageId: 'large', code: 'EVENT_TOO_LARGE' },
      { index: 4, messageId: null, code: 'UNKNOWN_SHAPE' },
    ]);
    const query = '{ rejectedEvents(first: 50) { edges { node { code messageId payload } } } }';
    const kept = JSON.stringify((await ask(query)).data);
    expect(kept).toContain('nobody');
    expect(kept).toContain(secret);
    expect(kept).toContain('{"code":"EVENT_TOO_LARGE","messageId":"large","payload":null}');
    expect(JSON.stringify((await ask(query, other.keys.marketer)).data)).not.toContain('nobody');
  });

  it('keeps what comes after the 2,500th event apart', async () => {
    const batch = Array.from({ length: 2_502 }, (_, n) => ({
      type: 'page',
      userId: 'u',
      messageId: `l-${n}`,
    }));
    const answer = await outcome(await post('/v1/batch', JSON.stringify({ batch })));
    expect(answer).toMatchObject({ accepted: 2_500, rejected: [{ index: 2_500, code: 'BATCH_TOO_LONG' }] });
  });

  it('stops a body that inflates beyond the limit, and broken compression', async () => {
    const gzip = { 'content-encoding': 'gzip' };
    const code = async (answer: Response) => {
      expect(answer.status).toBe(400);
      return z.object({ error: z.object({ code: z.string() }) }).parse(await answer.json()).error.code;
    };
    expect(await code(await post('/v1/batch', gzipSync('x'.repeat(50_000_000)), gzip))).toBe(
      'BODY_TOO_LARGE',
    );
    expect(await code(await post('/v1/batch', 'not gzip', gzip))).toBe('UNREADABLE_BODY');
    expect(await code(await post('/v1/batch', 'x'.repeat(600_000)))).toBe('BODY_TOO_LARGE');
    expect(await code(await post('/v1/batch', '', {}))).toBe('MALFORMED_JSON');
    expect(await code(await post('/v1/batch', '{"batch":7}'))).toBe('UNKNOWN_SHAPE');
  });

  it('shows a profile to its own tenant alone, and writes no personal data into logs', async () => {
    await outcome(await post('/v1/identify', JSON.stringify({ userId: secret, traits: { email: secret } })));
    const query = `{ profile(userId: "${secret}") { id } }`;
    expect((await ask(query)).data).toMatchObject({ profile: {} });
    expect((await ask(query, other.keys.marketer)).data).toEqual({ profile: null });
    const twice = await ask('{ profile(userId: "u", anonymousId: "a") { id } }');
    expect(twice.errors[0]?.extensions['code']).toBe('PROFILE_MENTION');
    expect(carousel.apis.map((api) => api.output()).join('')).not.toContain(secret);
  });
});

/** A list with this among its rows. */
function containing(row: object): unknown {
  return expect.arrayContaining([row]);
}
