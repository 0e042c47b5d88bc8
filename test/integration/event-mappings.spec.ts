import { z } from 'zod';
import { createTestTenant, eventually, graphql, TestCarousel, type TestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const replaySchema = z.object({ id: z.string(), total: z.number(), done: z.number(), accepted: z.number(), duplicates: z.number(), stillRejected: z.number(), finishedAt: z.string().nullable() }); // prettier-ignore
const replayFields = '{ id total done accepted duplicates withheld stillRejected finishedAt }';

describe("a tenant's own words", () => {
  let database: TestDatabase;
  let tenant: TestTenant;
  let stranger: TestTenant;
  let carousel: TestCarousel;
  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTestTenant(database.dataSource, 'autohaus');
    stranger = await createTestTenant(database.dataSource, 'stranger');
    carousel = await TestCarousel.start({ databaseUrl: database.url, apis: 2, workers: 1 });
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });

  const ask = async (query: string, variables: object = {}, key = tenant.keys.marketer) => {
    const { data, errors } = await graphql(carousel.url, key, query, variables);
    expect(errors).toEqual([]);
    return data;
  };
  const track = (event: object, key = tenant.keys.collector) =>
    fetch(`${carousel.url}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify(event),
    });
  const map = (input: object, key?: string) =>
    ask(
      `mutation ($input: EventMappingInput!) { setEventMapping(input: $input) {
         ... on EventMapping { name type } ... on InvalidEventMapping { problems { path message } } } }`,
      { input },
      key,
    );
  const replay = async (filter: object | null = null) => {
    const begun = z
      .object({ replayRejectedEvents: replaySchema.or(z.object({ remedy: z.string() })) })
      .parse(await ask(`mutation ($filter: ReplayFilterInput) { replayRejectedEvents(filter: $filter) { ... on EventReplay ${replayFields} ... on NothingToReplay { remedy } } }`, { filter })); // prettier-ignore
    const { replayRejectedEvents: outcome } = begun;
    if ('remedy' in outcome) return outcome;
    const look = async () =>
      z
        .object({ eventReplay: replaySchema })
        .parse(await ask(`query ($id: ID!) { eventReplay(id: $id) ${replayFields} }`, { id: outcome.id })).eventReplay; // prettier-ignore
    return eventually(look, ({ finishedAt }) => finishedAt !== null);
  };
  const rejected = async () => {
    const answer = await ask('{ rejectedEvents(first: 50) { edges { node { messageId code message isReplayable } } } }'); // prettier-ignore
    const node = z.object({ messageId: z.string().nullable(), code: z.string(), message: z.string(), isReplayable: z.boolean() }); // prettier-ignore
    const { rejectedEvents } = z.object({ rejectedEvents: z.object({ edges: z.array(z.object({ node })) }) }).parse(answer); // prettier-ignore
    return rejectedEvents.edges.map((edge) => edge.node);
  };
  const eventsOf = (anonymousId: string) =>
    ask(
      `query ($anonymousId: String!) { profile(anonymousId: $anonymousId) { events(first: 9) { edges { node {
         type name messageId occurredAt schemaVersion properties } } } } }`,
      { anonymousId },
    );

  it('are checked: what is wrong is said at once, where and what to do', async () => {
    expect(await map({ name: '--', type: 'IDENTIFIED', properties: [] })).toMatchObject({
      setEventMapping: { problems: [{ path: 'type' }] },
    });
    expect(
      await map({ name: null, type: 'ORDER_PLACED', properties: [{ from: 'a', to: 'amount' }, { from: 'b', to: 'amount' }, { from: 'c', to: '__proto__' }] }), // prettier-ignore
    ).toMatchObject({
      setEventMapping: { problems: [{ path: 'type' }, { path: 'properties.1.to' }, { path: 'properties.2.to' }] },
    }); // prettier-ignore
    expect(await map({ name: 'Probefahrt' })).toMatchObject({
      setEventMapping: { problems: [{ path: 'type' }] },
    });
    expect(await ask('{ eventMappings { name } }')).toEqual({ eventMappings: [] });
  });

  it('are followed by the next event, in every process, and are their tenant’s alone', async () => {
    await map({ name: 'Probefahrt gebucht', type: 'TEST_DRIVE_BOOKED', properties: [{ from: 'termin', to: 'scheduledAt' }] }); // prettier-ignore
    await map({ properties: [{ from: 'fahrzeug.fin', to: 'vin' }] });
    expect(await ask('{ eventMappings { name type properties { from to } } }')).toEqual({
      eventMappings: [
        { name: null, type: null, properties: [{ from: 'fahrzeug.fin', to: 'vin' }] },
        {
          name: 'Probefahrt gebucht',
          type: 'TEST_DRIVE_BOOKED',
          properties: [{ from: 'termin', to: 'scheduledAt' }],
        },
      ],
    });
    const event = (n: number) => ({
      anonymousId: 'mapped',
      event: 'probefahrt_gebucht',
      messageId: `drive-${n}`,
      properties: { termin: '2026-11-25T10:00:00Z', fahrzeug: { fin: '1M8GDM9AXKP042788' } },
    });
    // The other process hears of it within milliseconds.
    await eventually(async () => {
      for (const n of [0, 1]) expect((await track(event(Math.random() + n))).status).toBe(200);
      return JSON.stringify(await eventsOf('mapped')).match(/TEST_DRIVE_BOOKED/g)?.length ?? 0;
    }, (count) => count > 2); // prettier-ignore
    expect(JSON.stringify(await eventsOf('mapped'))).toContain(String.raw`\"vin\":\"1M8GDM9AXKP042788\"`);
    await track({ ...event(9), anonymousId: 'theirs' }, stranger.keys.collector);
    const theirs = await ask('{ eventCounts(since: "2020-01-01T00:00:00Z") { type } }', {}, stranger.keys.marketer); // prettier-ignore
    expect(theirs).toEqual({ eventCounts: [{ type: 'CUSTOM' }] });
  });

  it('take rejected events back: under their own id, time and key, once, and the others stay', async () => {
    const sentAt = new Date();
    const happenedAt = new Date(sentAt.getTime() - 3 * 86_400_000);
    const order = (messageId: string, properties: object) => ({
      anonymousId: 'buyer',
      event: 'Order Completed',
      messageId,
      timestamp: happenedAt,
      sentAt,
      properties,
    });
    expect((await track(order('o-1', { gesamtpreis: '27.495 €' }))).status).toBe(400);
    expect((await track(order('o-2', { summe: 1 }))).status).toBe(400);
    expect((await track({ event: 'Order Completed', messageId: 'o-3' })).status).toBe(400);
    const why = 'This is understood as ORDER_PLACED (version 1), and its amount is missing, or no number. Send it, or map the property that says it.'; // prettier-ignore
    expect(await rejected()).toMatchObject([
      { messageId: 'o-3', code: 'NO_IDENTITY', isReplayable: false },
      { messageId: 'o-2', code: 'INVALID_EVENT', message: why, isReplayable: true },
      { messageId: 'o-1', code: 'INVALID_EVENT', message: why, isReplayable: true },
    ]);
    expect(await replay()).toMatchObject({ total: 2, done: 2, accepted: 0, stillRejected: 2 });
    await map({ name: 'Order Completed', properties: [{ from: 'gesamtpreis', to: 'amount' }] });
    expect(await replay({ name: 'Order Cancelled' })).toHaveProperty('remedy');

    const copy = 'create table kept_rejections as select * from rejected_events';
    await database.dataSource.query(copy);
    expect(await replay({ name: 'Order Completed' })).toMatchObject({
      total: 2,
      done: 2,
      accepted: 1,
      duplicates: 0,
      stillRejected: 1,
    });
    expect((await rejected()).map(({ messageId }) => messageId)).toEqual(['o-3', 'o-2']);
    const bought = await eventsOf('buyer');
    expect(bought).toMatchObject({
      profile: {
        events: { edges: [{ node: { type: 'ORDER_PLACED', messageId: 'o-1', schemaVersion: 1 } }] },
      },
    });
    const { profile } = z.object({ profile: z.object({ events: z.object({ edges: z.tuple([z.object({ node: z.object({ occurredAt: z.string(), properties: z.string() }) })]) }) }) }).parse(bought); // prettier-ignore
    const { occurredAt, properties } = profile.events.edges[0].node;
    expect(Math.abs(Date.parse(occurredAt) - happenedAt.getTime())).toBeLessThan(60_000);
    expect(JSON.parse(properties)).toEqual({ gesamtpreis: '27.495 €', amount: 27_495 });

    // As if the worker had died between recording it and saying so.
    await database.dataSource.query(
      "insert into rejected_events select * from kept_rejections where message_id = 'o-1'",
    );
    expect(await replay()).toMatchObject({ total: 2, accepted: 0, duplicates: 1, stillRejected: 1 });
    // And the sender, who mended it meanwhile, sends it again.
    const again = await track(order('o-1', { amount: 27_495 }));
    expect(await again.json()).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(await eventsOf('buyer')).toEqual(bought);
  });

  it('are taken back by name, in any spelling', async () => {
    const remove = (name: string | null) =>
      ask('mutation ($name: String) { removeEventMapping(name: $name) { name } }', { name });
    expect(await remove('ORDER-COMPLETED')).toEqual({ removeEventMapping: { name: 'Order Completed' } });
    expect(await remove('Order Completed')).toEqual({ removeEventMapping: null });
    expect(await remove(null)).toEqual({ removeEventMapping: { name: null } });
  });

  it('replay only so many by their ids', async () => {
    const ids = Array.from({ length: 1_001 }, (_, n) => String(n));
    const answer = await graphql(carousel.url, tenant.keys.marketer, 'mutation ($ids: [ID!]) { replayRejectedEvents(filter: { ids: $ids }) { __typename } }', { ids }); // prettier-ignore
    expect(answer.errors[0]?.extensions['code']).toBe('INVALID_REPLAY');
    expect(await replay({ ids: ['no-id-at-all'] })).toHaveProperty('remedy');
  });
});
