import { z } from 'zod';
import { createTestTenant, eventually, graphql, TestCarousel, type TestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const lead = z.object({
  id: z.string(),
  profileId: z.string(),
  interest: z.string(),
  contact: z.record(z.string(), z.string().nullable()).nullable(),
  message: z.string().nullable(),
  score: z.object({
    probability: z.number(),
    uncertainty: z.object({ low: z.number(), high: z.number() }),
    grade: z.string(),
    baseLogOdds: z.number(),
    reasons: z.array(z.object({ feature: z.string(), sentence: z.string(), logOdds: z.number() })),
    modelName: z.string(),
    modelVersion: z.string(),
    fallback: z.string().nullable(),
    scoredAt: z.string(),
  }),
});
const leadFields = `id profileId interest contact { firstName lastName email phone } message
  score { probability uncertainty { low high } grade baseLogOdds reasons { feature sentence logOdds } modelName modelVersion fallback scoredAt }`;
const submitted = z.object({ submitLead: z.object({ id: z.string() }) });
const listed = z.object({ leads: z.object({ edges: z.array(z.object({ node: lead })), pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }) }) }); // prettier-ignore
const problems = z.object({ submitLead: z.object({ problems: z.array(z.object({ path: z.string(), message: z.string(), remedy: z.string() })) }) }); // prettier-ignore
const submitOutcome = z.object({
  submitLead: z.union([submitted.shape.submitLead, problems.shape.submitLead]),
});

const submit = `mutation ($input: SubmitLeadInput!) { submitLead(input: $input) {
  ... on Lead { ${leadFields} } ... on InvalidLead { problems { path message remedy } } } }`;
const contact = {
  firstName: 'Zebedee',
  lastName: 'Quux',
  email: 'zebedee.quux@example.org',
  phone: '+44 20 7946 0018',
};
/** Of one key one person: at one address they would be one, whatever device they use. */
const contactOf = (key: string) => ({ ...contact, email: `${key}.quux@example.org` });
const input = (idempotencyKey: string, more: object = {}) => ({
  input: {
    interest: 'TEST_DRIVE',
    contact: contactOf(idempotencyKey),
    message: 'Next zaturday?',
    idempotencyKey,
    ...more,
  },
});

describe('leads', () => {
  let database: TestDatabase;
  let carousel: TestCarousel;
  let tenant: TestTenant;
  let other: TestTenant;

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTestTenant(database.dataSource, 'leads');
    other = await createTestTenant(database.dataSource, 'others');
    carousel = await TestCarousel.start({ databaseUrl: database.url, env: { LOG_LEVEL: 'trace' } });
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });

  const track = (key: string, event: object) =>
    fetch(`${carousel.url}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(event),
    });
  /** Sent by one key, and read by a marketer's: who sends it may be shown less. */
  const submitAs = async (key: string, variables: object) => {
    const { id } = submitted.parse((await graphql(carousel.url, key, submit, variables)).data).submitLead;
    return z.object({ lead }).parse((await graphql(carousel.url, tenant.keys.marketer, `{ lead(id: "${id}") { ${leadFields} } }`)).data).lead; // prettier-ignore
  };
  const list = async (page = 'first: 50') =>
    listed.parse((await graphql(carousel.url, tenant.keys.marketer, `{ leads(${page}) { edges { node { ${leadFields} } } pageInfo { hasNextPage endCursor } } }`)).data).leads; // prettier-ignore
  const ask = async (query: string, key = tenant.keys.marketer) => {
    const { data, errors } = await graphql(carousel.url, key, query);
    expect(errors).toEqual([]);
    return data;
  };
  const handed = z.object({ lead: z.object({ hands: z.array(z.object({ message: z.string().nullable() })) }).nullable() }); // prettier-ignore
  const messagesOf = async (id: string) =>
    handed.parse(await ask(`{ lead(id: "${id}") { hands { message } } }`)).lead?.hands.map(({ message }) => message); // prettier-ignore
  const leadsOf = async (profileOrMessage: string) =>
    (await list()).edges.map(({ node }) => node).filter(({ message }) => message === profileOrMessage);

  it('takes a lead from a form, scores it on what the person did, and shows the contact to marketers only', async () => {
    for (const [n, event] of ['Product Viewed', 'Product Viewed', 'Test Drive Booked'].entries())
      await track(tenant.keys.collector, { messageId: `m-${n}`, anonymousId: 'a-1', event });
    const made = await submitAs(tenant.keys.storefront, input('form-1', { viewer: { anonymousId: 'a-1' } }));
    expect(made).toMatchObject({
      interest: 'TEST_DRIVE',
      contact: contactOf('form-1'),
      message: 'Next zaturday?',
    });
    const { probability, baseLogOdds, reasons } = made.score;
    const logOdds = reasons.reduce((sum, reason) => sum + reason.logOdds, baseLogOdds);
    expect(Math.log(probability / (1 - probability))).toBeCloseTo(logOdds, 6);
    expect(JSON.stringify(reasons)).toContain('test drive');
    const { low, high } = made.score.uncertainty;
    expect([0 < low, low < probability, probability < high, high < 1]).toEqual([true, true, true, true]);
    // Sent again by the storefront, it is that lead, of which the storefront is shown no more than it said.
    const told = (await graphql(carousel.url, tenant.keys.storefront, submit, input('form-1', { viewer: { anonymousId: 'a-1' } }))).data; // prettier-ignore
    const shown = { id: made.id, interest: 'TEST_DRIVE', profileId: null, contact: null, message: null, score: null }; // prettier-ignore
    expect(told).toEqual({ submitLead: shown });
    // From another device it is one lead to marketers, of which the storefront learns nothing.
    const device = { viewer: { anonymousId: 'a-1b' }, contact: contactOf('form-1') };
    const asked = `mutation ($input: SubmitLeadInput!) { submitLead(input: $input) { ... on Lead { id folded } } }`;
    const twin = async (key: string) => (await graphql(carousel.url, key, asked, input('form-1b', device))).data; // prettier-ignore
    const own = submitted.parse(await twin(tenant.keys.storefront)).submitLead;
    expect(own.id).not.toBe(made.id);
    expect(await twin(tenant.keys.storefront)).toEqual({ submitLead: { id: own.id, folded: false } });
    expect(await messagesOf(made.id)).toEqual(['Next zaturday?', 'Next zaturday?']);
    expect(await ask(`{ lead(id: "${own.id}") { status foldedInto } }`)).toEqual({ lead: { status: 'FOLDED', foldedInto: made.id } }); // prettier-ignore
    const hidden = await graphql(carousel.url, other.keys.marketer, `{ lead(id: "${made.id}") { id } }`);
    expect(hidden.data).toEqual({ lead: null });
  });

  it('makes one lead of a form sent twice, also at the same time', async () => {
    const twins = await Promise.all(
      Array.from({ length: 5 }, () => submitAs(tenant.keys.storefront, input('twin', { message: 'twin' }))),
    );
    expect(new Set(twins.map(({ id }) => id)).size).toBe(1);
    expect(await leadsOf('twin')).toHaveLength(1);
  });

  it('refuses a key that was used for somebody else, whoever comes first', async () => {
    const ann = contactOf('ann');
    const bob = { firstName: 'Bob', email: 'bob.quux@example.org' };
    const told = await Promise.all(
      [ann, bob, bob, ann].map(
        (person) =>
        graphql(carousel.url, tenant.keys.storefront, submit, input('shared', { contact: person, message: 'shared' })), // prettier-ignore
      ),
    );
    const answers = told.map(({ data }) => submitOutcome.parse(data).submitLead);
    const [made] = await leadsOf('shared');
    const isBob = made?.contact?.['email'] === bob.email;
    expect(answers.map((answer) => 'id' in answer)).toEqual([!isBob, isBob, isBob, !isBob]);
    const refused = answers.flatMap((answer) => ('problems' in answer ? answer.problems : []));
    expect(refused.map(({ path }) => path)).toEqual(['idempotencyKey', 'idempotencyKey']);
    expect(JSON.stringify(refused)).not.toMatch(/quux/i);
    expect(await leadsOf('shared')).toHaveLength(1);
  });

  it('says everything that is wrong with a form, and writes nothing', async () => {
    const bad = input('bad', {
      contact: { email: 'zebedee.quux' },
      vehicleId: 'b6f6a1ae-7b4c-4b3f-9b7e-2f8b9c1d0e11',
    });
    const answer = await graphql(carousel.url, tenant.keys.storefront, submit, bad);
    expect(problems.parse(answer.data).submitLead.problems.map(({ path }) => path)).toEqual([
      'contact.email',
      'vehicleId',
    ]);
    const [row] = z
      .array(z.object({ count: z.string() }))
      .parse(await database.dataSource.query("select count(*) from events where message_id = 'bad'"));
    expect(row?.count).toBe('0');
  });

  it('makes one lead of an event, however often it is sent', async () => {
    const event = { messageId: 'e-1', anonymousId: 'a-2', event: 'lead submitted', properties: { ...contactOf('e-1'), formType: 'Lease request', message: 'by event' } }; // prettier-ignore
    for (let time = 0; time < 3; time += 1)
      expect((await track(tenant.keys.collector, event)).status).toBe(200);
    const [made, second] = await eventually(() => leadsOf('by event'), ({ length }) => length > 0); // prettier-ignore
    expect(made).toMatchObject({ interest: 'LEASE', contact: contactOf('e-1') });
    expect(second).toBeUndefined();
  });

  it('knows a hand raised by form and by event as one', async () => {
    const message = 'both ways';
    await track(tenant.keys.admin, { messageId: 'both', anonymousId: 'a-3', event: 'Lead Submitted', properties: { ...contactOf('both'), message } }); // prettier-ignore
    const made = await submitAs(
      tenant.keys.admin,
      input('both', { message, viewer: { anonymousId: 'a-3' } }),
    );
    await track(tenant.keys.collector, { messageId: 'after', anonymousId: 'a-3', event: 'lead submitted', properties: { ...contactOf('both'), message: 'after' } }); // prettier-ignore
    await eventually(() => messagesOf(made.id), (messages) => messages?.length === 2); // prettier-ignore
    expect(await messagesOf(made.id)).toEqual(['after', message]);
    expect([await leadsOf(message), await leadsOf('after')].flat().map(({ id }) => id)).toEqual([made.id]);
  });

  it('loses no lead when the worker dies before making it', async () => {
    const [worker] = carousel.workers;
    if (worker) await carousel.kill(worker);
    for (let n = 0; n < 5; n += 1)
      await track(tenant.keys.collector, { messageId: `k-${n}`, anonymousId: `k-${n}`, event: 'lead submitted', properties: { phone: `020 7946 001${n}`, message: 'killed' } }); // prettier-ignore
    expect(await leadsOf('killed')).toHaveLength(0);
    await carousel.startWorker();
    await eventually(() => leadsOf('killed'), ({ length }) => length === 5, 30_000); // prettier-ignore
  });

  it('makes no lead of someone who cannot be reached', async () => {
    await track(tenant.keys.collector, { messageId: 'u-1', anonymousId: 'u-1', event: 'lead submitted', properties: { message: 'unreachable' } }); // prettier-ignore
    await track(tenant.keys.collector, { messageId: 'u-2', anonymousId: 'u-1', event: 'lead submitted', properties: { ...contactOf('u-2'), message: 'reachable' } }); // prettier-ignore
    await eventually(() => leadsOf('reachable'), ({ length }) => length === 1); // prettier-ignore
    expect(await leadsOf('unreachable')).toHaveLength(0);
  });

  it('follows the person through a merge and back, and is shown and erased as theirs', async () => {
    const [ann, bob] = ['lead-ann', 'lead-bob'];
    const raise = (who: string, message: string) =>
      submitAs(tenant.keys.marketer, input(message, { message, viewer: { anonymousId: who } }));
    const [anns, bobs] = [await raise(ann, 'of-ann'), await raise(bob, 'of-bob')];
    const theirs = async (profileId: string) => {
      const page = await ask(`{ leads(profileId: "${profileId}") { edges { node { id profileId } } } }`);
      const edges = z.array(z.object({ node: lead.pick({ id: true, profileId: true }) }));
      return z
        .object({ leads: z.object({ edges }) })
        .parse(page)
        .leads.edges.map(({ node }) => node);
    };
    expect(await theirs(anns.profileId)).toEqual([{ id: anns.id, profileId: anns.profileId }]);

    const joined = await ask(`mutation { mergeProfiles(from: "${anns.profileId}", into: "${bobs.profileId}", reason: "one household") { ... on ProfileMerge { id } } }`); // prettier-ignore
    const merge = z.object({ mergeProfiles: z.object({ id: z.string() }) }).parse(joined).mergeProfiles;
    // Two open leads of one interest are one person's now: the older stands for both.
    await eventually(() => theirs(bobs.profileId), ({ length }) => length === 1); // prettier-ignore
    const standing = [{ id: anns.id, profileId: bobs.profileId }];
    for (const { profileId } of [anns, bobs]) expect(await theirs(profileId)).toEqual(standing);
    expect(await ask(`{ lead(id: "${bobs.id}") { status foldedInto moves { from to movedBy } } }`)).toEqual({
      lead: { status: 'FOLDED', foldedInto: anns.id, moves: [{ from: 'NEW', to: 'FOLDED', movedBy: 'CAROUSEL' }] }, // prettier-ignore
    });
    for (const who of [ann, bob]) expect((await raise(who, `of-${who}-meanwhile`)).id).toBe(anns.id);
    expect(await messagesOf(anns.id)).toEqual(['of-lead-bob-meanwhile', 'of-lead-ann-meanwhile', 'of-bob', 'of-ann']); // prettier-ignore

    await ask(`mutation { unmergeProfiles(mergeId: "${merge.id}") { __typename } }`);
    await eventually(() => messagesOf(anns.id), (messages) => messages?.length === 2); // prettier-ignore
    expect(await messagesOf(anns.id)).toEqual(['of-lead-ann-meanwhile', 'of-ann']);
    expect(await messagesOf(bobs.id)).toEqual(['of-lead-bob-meanwhile', 'of-bob']);
    expect(await theirs(anns.profileId)).toEqual([{ id: anns.id, profileId: anns.profileId }]);
    expect(await theirs(bobs.profileId)).toEqual([{ id: bobs.id, profileId: bobs.profileId }]);
    expect(await theirs('nobody')).toEqual([]);

    const asked = await ask(`mutation { requestErasure(person: { anonymousId: "${ann}" }) { ... on RightsRequest { id } } }`, tenant.keys.admin); // prettier-ignore
    const { id } = z.object({ requestErasure: z.object({ id: z.string() }) }).parse(asked).requestErasure;
    await eventually(
      () => ask(`{ rightsRequest(id: "${id}") { status } }`, tenant.keys.admin),
      (told) => JSON.stringify(told).includes('SETTLING'),
    );
    expect((await list()).edges.map(({ node }) => node.id)).toEqual(expect.arrayContaining([bobs.id]));
    expect((await list()).edges.map(({ node }) => node.id)).not.toEqual(expect.arrayContaining([anns.id]));
    expect(await messagesOf(anns.id)).toBeUndefined();
    expect(await messagesOf(bobs.id)).toHaveLength(2);
  });

  it('pages newest first', async () => {
    const whole = (await list()).edges.map(({ node }) => node.id);
    const paged: string[] = [];
    for (let after = ''; ;) {
      const { edges, pageInfo } = await list(`first: 2${after}`);
      paged.push(...edges.map(({ node }) => node.id));
      if (!pageInfo.hasNextPage) break;
      after = `, after: "${pageInfo.endCursor ?? ''}"`;
    }
    expect(paged).toEqual(whole);
    const foreign = await graphql(
      carousel.url,
      tenant.keys.marketer,
      '{ leads(after: "WyJ4Il0") { edges { cursor } } }',
    );
    expect(foreign.errors[0]?.extensions['code']).toBe('BAD_CURSOR');
  });

  it('opens each call to its roles', async () => {
    const refused = [
      await graphql(carousel.url, tenant.keys.storefront, '{ leads { edges { cursor } } }'),
      await graphql(carousel.url, tenant.keys.collector, submit, input('x')),
    ];
    expect(refused.map(({ errors }) => errors[0]?.extensions['code'])).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });

  it('writes nothing personal into any log', () => {
    const logs = [...carousel.apis, ...carousel.workers].map((door) => door.output()).join('\n');
    expect(logs).not.toMatch(/zebedee|quux|7946 0018|zaturday/i);
  });
});
