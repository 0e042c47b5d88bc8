import { gzipSync } from 'node:zlib';
import { createTestTenant, graphql, TestCarousel, type Door, type TestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

/** GA4's Measurement Protocol, as its senders meet it: nothing but 204, and the truth at the debug route. */
describe('the Measurement Protocol', () => {
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
    strict = await carousel.startApi({ STRICT_SEGMENT: 'true' });
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });

  const view = { name: 'view_item', params: { items: [{ item_id: 'S-1001', item_brand: 'Kia' }] } };
  const send = (route: string, body: unknown, secret = tenant.keys.collector, to = url) =>
    fetch(`${to}${route}?measurement_id=G-TEST&api_secret=${secret}`, {
      method: 'POST',
      body: Buffer.isBuffer(body) ? new Uint8Array(body) : typeof body === 'string' ? body : JSON.stringify(body),
      headers: Buffer.isBuffer(body) ? { 'content-encoding': 'gzip' } : {},
    }); // prettier-ignore
  const silently = async (answer: Promise<Response>) => {
    expect((await answer).status).toBe(204);
    expect(await (await answer).text()).toBe('');
  };
  const namesOf = async (clientId: string) => {
    const query = `{ profile(anonymousId: "${clientId}") { traits { name } events(first: 9) { edges { node { type name } } } } }`;
    return (await graphql(url, tenant.keys.marketer, query)).data;
  };

  it('records, and counts once what is sent again', async () => {
    const request = {
      client_id: 'ga-1.1',
      timestamp_micros: Date.now() * 1_000,
      user_properties: { tier: { value: 'gold' } },
      events: [view, { name: 'generate_lead' }],
    };
    for (let times = 0; times < 3; times++) await silently(send('/mp/collect', request));
    await silently(send('/mp/collect', gzipSync(JSON.stringify(request))));
    expect(await namesOf('ga-1.1')).toEqual({
      profile: {
        traits: [{ name: 'tier' }],
        events: {
          edges: [
            { node: { type: 'LEAD_SUBMITTED', name: 'generate_lead' } },
            { node: { type: 'VEHICLE_VIEWED', name: 'view_item' } },
          ],
        },
      },
    });
  });

  it('keeps aside what it cannot understand, and says nothing', async () => {
    await silently(send('/mp/collect', { client_id: 'ga-2', events: [{ params: { why: 'no-name-given' } }, view] }));
    await silently(send('/mp/collect', '{"client_id": "half-a-request'));
    await silently(send('/mp/collect', Buffer.from('not gzip')));
    await silently(send('/mp/collect', { client_id: 7 }));
    const query = '{ rejectedEvents(first: 50) { edges { node { code payload } } } }';
    const kept = JSON.stringify((await graphql(url, tenant.keys.marketer, query)).data);
    for (const text of ['NO_EVENT_NAME', 'no-name-given', 'MALFORMED_JSON', 'half-a-request', 'UNKNOWN_SHAPE'])
      expect(kept).toContain(text);
    expect(await namesOf('ga-2')).toMatchObject({ profile: { events: { edges: [{}] } } });
  }); // prettier-ignore

  it('tells at the debug route what is wrong, and records nothing', async () => {
    const answer = await send('/debug/mp/collect', {
      client_id: 'ga-3',
      events: [view, { name: '_bad' }, {}],
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      validationMessages: [
        { fieldPath: 'events[2].name', validationCode: 'VALUE_REQUIRED' },
        { fieldPath: 'events[1].name', validationCode: 'NAME_INVALID' },
      ],
    });
    const fine = await send('/debug/mp/collect', { client_id: 'ga-3', events: [view] });
    expect(await fine.json()).toEqual({ validationMessages: [] });
    expect(await namesOf('ga-3')).toEqual({ profile: null });
  });

  it('names an unknown secret, unless it is to be as silent as GA4', async () => {
    const request = { client_id: 'ga-4', events: [view] };
    expect((await send('/mp/collect', request, 'wrong')).status).toBe(401);
    await silently(send('/mp/collect', request, 'wrong', strict.url));
    expect((await fetch(`${url}/mp/collect`, { method: 'OPTIONS' })).status).toBe(204);
  });
});
