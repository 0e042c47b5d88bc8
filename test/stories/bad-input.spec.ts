import { z } from 'zod';
import { graphql } from '../support/carousel.js';
import { Story } from '../support/story.js';

const errorBody = z.object({
  error: z.object({ code: z.string(), message: z.string(), requestId: z.string() }),
});
const batchAnswer = z.object({
  success: z.boolean(),
  accepted: z.number(),
  rejected: z.array(z.object({ index: z.number(), code: z.string(), message: z.string() })),
});

const many = (times: number, field: string) =>
  `{ ${Array.from({ length: times }, (_, n) => `a${n}: ${field}`).join(' ')} }`;

describe('bad input', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  const refused = async (route: string, body: string, key?: string) => {
    const answer = await story.collect(route, body, key);
    return { status: answer.status, ...errorBody.parse(await answer.json()).error };
  };
  const track = (fields: object) =>
    JSON.stringify({ type: 'track', anonymousId: 'bad-1', event: 'Product Viewed', ...fields });
  const post = async (body: string) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${story.keys.admin}` };
    const answer = await fetch(`${story.carousel.url}/graphql`, { method: 'POST', headers, body });
    return { status: answer.status, text: await answer.text() };
  };
  const codesOf = ({ errors }: { errors: { extensions: Record<string, unknown> }[] }) =>
    errors.map(({ extensions }) => extensions['code']);

  describe('to the collector', () => {
    it('malformed JSON is a 400 that says so', async () => {
      expect(await refused('track', '{"event": ')).toMatchObject({ status: 400, code: 'MALFORMED_JSON' });
      expect(await refused('batch', 'not json at all')).toMatchObject({
        status: 400,
        code: 'MALFORMED_JSON',
      });
    });

    it('an event of unknown shape is a 400 that names what is missing', async () => {
      expect(
        await refused('track', JSON.stringify({ type: 'track', event: 'Product Viewed' })),
      ).toMatchObject({ status: 400, code: 'NO_IDENTITY' });
      expect(await refused('track', JSON.stringify({ type: 'track', anonymousId: 'bad-1' }))).toMatchObject({
        status: 400,
        code: 'NO_EVENT_NAME',
      });
    });

    it('an event of 40 KB is refused, as 400 alone and by name in a batch, and its neighbours are kept', async () => {
      const large = track({ properties: { note: 'x'.repeat(40_000) } });
      expect(await refused('track', large)).toMatchObject({ status: 400, code: 'EVENT_TOO_LARGE' });
      const small = track({ messageId: 'bad-neighbour' });
      const answer = await story.collect('batch', `{"batch":[${small},${large}]}`);
      expect(answer.status).toBe(200);
      const outcome = batchAnswer.parse(await answer.json());
      expect(outcome.accepted).toBe(1);
      expect(outcome.rejected).toMatchObject([{ index: 1, code: 'EVENT_TOO_LARGE' }]);
      const kept: unknown = await story.database.dataSource.query(
        `select count(*)::int as n from events where message_id = 'bad-neighbour'`,
      );
      expect(kept).toEqual([{ n: 1 }]);
    });

    it('a wrong key is a 401, a key of the wrong kind a 403', async () => {
      expect(await refused('track', track({}), 'ck_collector_000000000000_wrong')).toMatchObject({
        status: 401,
        code: 'UNAUTHENTICATED',
      });
      const answer = await graphql(
        story.carousel.url,
        story.keys.collector,
        '{ segments { edges { node { id } } } }',
      );
      expect(codesOf(answer)).toEqual(['FORBIDDEN']);
    });

    it('what was refused can be seen by a marketer', async () => {
      await story.collect(
        'batch',
        JSON.stringify({ batch: [{ type: 'track', anonymousId: 'bad-2', messageId: 'bad-seen' }] }),
      );
      const answer = await story.ask(
        '{ rejectedEvents(first: 50) { edges { node { messageId code message } } } }',
      );
      expect(answer.errors).toEqual([]);
      expect(JSON.stringify(answer.data)).toContain('bad-seen');
    });
  });

  describe('to GraphQL', () => {
    it('an invalid rule is answered with the node, the fault and the remedy', async () => {
      const answer = await story.ask(
        `mutation Create($input: CreateSegmentInput!) { createSegment(input: $input) {
           ... on Segment { id } ... on InvalidRule { problems { path message remedy } } } }`,
        {
          input: {
            name: 'bad',
            rule: {
              all: [{ did: { event: 'VEHICLE_VIEWED', times: { atLeast: 3, atMost: 1 }, within: 'P14D' } }],
            },
          },
        },
      );
      const { createSegment } = z
        .object({
          createSegment: z.object({
            problems: z.array(z.object({ path: z.string(), message: z.string(), remedy: z.string() })),
          }),
        })
        .parse(answer.data);
      expect(createSegment.problems[0]?.path).toContain('all[0].did.times');
    });

    it('values of the wrong type, or text that cannot be stored, are refused by name before anything runs', async () => {
      const missing = await story.ask('query ($id: ID!) { segment(id: $id) { name } }');
      expect({ status: missing.status, codes: codesOf(missing) }).toEqual({
        status: 400,
        codes: ['BAD_USER_INPUT'],
      });
      expect(missing.errors[0]?.message).toContain('"$id"');
      for (const text of ['a\u0000b', '\ud800']) {
        const made = await story.ask(
          'mutation ($name: String!) { createPlacement(input: { key: "x", name: $name }) { key } }',
          { name: text },
        );
        expect(codesOf(made)).toEqual(['BAD_USER_INPUT']);
      }
    });

    it('an unknown placement is named together with the known ones', async () => {
      const answer = await story.ask(
        `{ offers(placement: "nowhere", viewer: { anonymousId: "a" }) { ... on Offers { decisionId } } }`,
        {},
        story.keys.storefront,
      );
      expect(codesOf(answer)).toEqual(['UNKNOWN_PLACEMENT']);
      expect(answer.errors[0]?.message).toContain('home-hero');
    });

    it.each([0, -1, 1_000_000])('a page of %d rows is refused', async (first) => {
      const offers = await story.ask(
        `{ offers(placement: "home-hero", viewer: { anonymousId: "a" }, first: ${first}) { ... on Offers { decisionId } } }`,
        {},
        story.keys.storefront,
      );
      expect(['PAGE_SIZE', 'QUERY_TOO_COSTLY']).toContain(codesOf(offers)[0]);
      const segments = await story.ask(`{ segments(first: ${first}) { edges { node { id } } } }`);
      expect(['PAGE_SIZE', 'QUERY_TOO_COSTLY']).toContain(codesOf(segments)[0]);
    });

    it('a query dearer than allowed is refused before it runs', async () => {
      const dear = `{ ${Array.from({ length: 60 }, (_, n) => `a${n}: segments(first: 200) { edges { node { id name } } }`).join(' ')} }`;
      expect(codesOf(await story.ask(dear))).toEqual(['QUERY_TOO_COSTLY']);
    });

    it.each([
      [
        'offers many times over',
        many(60, 'offers(placement: "home-hero", viewer: { anonymousId: "a" }) { __typename }'),
      ],
      [
        'previews many times over',
        many(11, 'previewSegment(rule: { trait: { name: "a", exists: true } }) { __typename }'),
      ],
      ['mutations many times over', `mutation ${many(120, 'revokeApiKey(id: "x") { id }')}`],
      ['the schema many times over', `{ __schema ${many(600, 'types { fields { name } }')} }`],
      [
        'fragments that multiply',
        `{ ...f0 } ${Array.from({ length: 30 }, (_, n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`).join(' ')} fragment f30 on Query { tenant { id } }`,
      ],
    ])('a query that asks for %s is refused', async (_what, query) => {
      const answer = await story.ask(query, {}, story.keys.admin);
      expect({ status: answer.status, codes: codesOf(answer) }).toEqual({
        status: 400,
        codes: ['QUERY_TOO_COSTLY'],
      });
    });

    it.each([
      [
        'GRAPHQL_VALIDATION_FAILED',
        `{ __type(name: "Lead") { ${'ofType { '.repeat(20)} name ${'} '.repeat(20)} } }`,
      ],
      [
        'GRAPHQL_VALIDATION_FAILED',
        `{ __schema { types ${'{ fields { type '.repeat(4)} { name } ${'} }'.repeat(4)} } }`,
      ],
      ['GRAPHQL_PARSE_FAILED', '{a'.repeat(4_900)],
      ['GRAPHQL_PARSE_FAILED', `{ ${'tenant { id } '.repeat(5_000)} }`],
      ['OPERATION_RESOLUTION_FAILURE', 'subscription { __typename }'],
    ])('%s answers a query too deep, too long or of no kind we have', async (code, query) => {
      const answer = await story.ask(query);
      expect({ status: answer.status, code: codesOf(answer)[0] }).toEqual({ status: 400, code });
      expect(answer.errors[0]?.message).not.toContain('call stack');
    });

    it.each([
      'leads(first: 200) { edges { node { id score { grade reasons { sentence } } contact { email } } } }',
      'vehicles(first: 200) { edges { node { id title price { amount } dealer { name } } } }',
      'segments(first: 200) { edges { node { id name size evaluating sentence } } }',
    ])('a page of the size documented is never too dear: %s', async (list) => {
      expect((await story.ask(`{ ${list} }`)).errors).toEqual([]);
    });

    it('a variable nested without end is refused', async () => {
      const rule = `${'{"not":'.repeat(20_000)}{}${'}'.repeat(20_000)}`;
      const query = 'query ($rule: RuleInput!) { previewSegment(rule: $rule) { __typename } }';
      const answer = await post(`{ "query": "${query}", "variables": { "rule": ${rule} } }`);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('BAD_USER_INPUT');
    });

    it('several requests in one body are refused', async () => {
      const query = { query: '{ tenant { id } }' };
      const answer = await post(JSON.stringify([query, query]));
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('BAD_REQUEST');
    });

    it('what was sent comes back short', async () => {
      const long = 'Q'.repeat(6_000);
      for (const answer of [
        await story.ask(`{ leads(first: "${long}") { __typename } }`),
        await story.ask(`{ ${long} }`),
        await story.ask('query ($first: Int!) { leads(first: $first) { __typename } }', { first: long }),
        await story.ask(`{ segment(id: "${long}") { id } }`),
      ]) {
        expect(answer.errors).toHaveLength(1);
        expect(JSON.stringify(answer.errors).length).toBeLessThan(500);
      }
    });

    it('no answer holds a stack trace', async () => {
      for (const query of [
        '{',
        '{ nope }',
        '{ segment(id: "not-an-id") { id } }',
        '{ vehicle(id: "\\u0000") { id } }',
      ]) {
        const answer = await story.ask(query);
        expect(JSON.stringify(answer)).not.toMatch(/\bat .+:\d+:\d+|stacktrace|node_modules/);
      }
    });
  });

  it('leaves no personal datum and no secret in any log', async () => {
    const person = {
      email: 'grace.hopper@example.com',
      phone: '+44 20 7946 0999',
      firstName: 'Gracexyz',
      lastName: 'Hopperxyz',
    };
    const client = story.segment();
    client.identify({ userId: 'user-secret-77', anonymousId: 'anon-secret-77', traits: person });
    client.track({
      userId: 'user-secret-77',
      event: 'Lead Submitted',
      properties: { ...person, vin: '1M8GDM9AXKP042788' },
    });
    await client.closeAndFlush();
    await story.collect('track', track({ anonymousId: 5, properties: person, context: { traits: person } }));
    await story.collect('track', `{"email":"${person.email}" oops`);
    await story.ask(
      `mutation Lead($input: SubmitLeadInput!) { submitLead(input: $input) { __typename } }`,
      {
        input: {
          viewer: { anonymousId: 'anon-secret-77' },
          interest: 'BUY',
          contact: person,
          idempotencyKey: 'bad-input-lead',
        },
      },
      story.keys.storefront,
    );
    await story.ask(
      `{ offers(placement: "${person.email}", viewer: { userId: "user-secret-77" }) { __typename } }`,
      {},
      story.keys.storefront,
    );
    const logs = story.logs();
    expect(logs).toContain('requestId');
    const forbidden = [
      ...Object.values(person),
      'user-secret-77',
      'anon-secret-77',
      '1M8GDM9AXKP042788',
      ...Object.values(story.keys),
    ];
    for (const datum of forbidden) expect(logs).not.toContain(datum);
  });
});
