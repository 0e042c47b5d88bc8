import { DataSource } from 'typeorm';
import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { everyRow } from '../support/every-row.js';
import { Story } from '../support/story.js';

const request = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.string(),
  progress: z.number(),
  profileId: z.string().nullable(),
  erased: z.array(z.object({ what: z.string(), count: z.number() })).nullable(),
  documentPath: z.string().nullable(),
});
const fields = 'id kind status progress profileId erased { what count } documentPath';
const records = z.array(z.record(z.string(), z.unknown()));
const person = z.object({ profile: z.object({ id: z.string() }).nullable() });
const accepted = z.object({ accepted: z.number(), withheld: z.number() });

const mark = 'Zebulon';
const email = 'zebulon.marks@example.com';
const ids = { anonymousId: 'r-phone', userId: 'r-zebulon' };
const [keptVin, soldVin] = ['WVWZZZ1KZAW000041', 'WVWZZZ1KZAW000042'];
const home = 'home-of-marks';

describe("a person's rights", () => {
  let story: Story;
  let database: DataSource;
  let stock: { id: string; stockNumber: string }[];
  beforeAll(async () => {
    story = await Story.begin();
    database = await new DataSource({ type: 'postgres', url: story.database.url }).initialize();
    const { data } = await story.ask(
      '{ vehicles(first: 4, filter: { bodyStyle: [SUV] }) { edges { node { id stockNumber } } } }',
    );
    const car = z.object({ id: z.string(), stockNumber: z.string() });
    const page = z.object({ vehicles: z.object({ edges: z.array(z.object({ node: car })) }) });
    stock = page.parse(data).vehicles.edges.map(({ node }) => node);
  });
  afterAll(async () => {
    await database.destroy();
    await story.end();
  });

  const send = async (...events: object[]) => {
    const answer = await story.collect('batch', JSON.stringify({ batch: events }));
    return accepted.parse(await answer.json());
  };
  const views = (who: object, at?: string) =>
    stock.map(({ stockNumber }) => ({ type: 'track', event: 'Product Viewed', ...who, ...(at ? { timestamp: at } : {}), properties: { sku: stockNumber } })); // prettier-ignore
  const ask = async (field: string, who: object) => {
    const query = `mutation ($who: PersonInput!) { ${field}(person: $who) { ... on RightsRequest { ${fields} } } }`;
    const { data, errors } = await story.ask(query, { who }, story.keys.admin);
    expect(errors).toEqual([]);
    return z.object({ [field]: request }).parse(data)[field];
  };
  const granted = (id = '') =>
    eventually(
      async () => {
        const { data } = await story.ask(`query ($id: ID!) { rightsRequest(id: $id) { ${fields} } }`, { id }, story.keys.admin); // prettier-ignore
        return z.object({ rightsRequest: request }).parse(data).rightsRequest;
      },
      ({ status }) => status === 'DONE',
      40_000,
    );
  const document = async (path: string | null) => {
    const answer = await fetch(`${story.carousel.url}${path ?? ''}`, {
      headers: { authorization: `Bearer ${story.keys.admin}` },
    });
    return { status: answer.status, caching: answer.headers.get('cache-control'), sections: answer.ok ? z.record(z.string(), z.unknown()).parse(await answer.json()) : {} }; // prettier-ignore
  };
  const profileOf = async (userId: string) => {
    const { data } = await story.ask('query ($userId: String) { profile(userId: $userId) { id } }', {
      userId,
    });
    return person.parse(data).profile?.id ?? null;
  };

  const reasonOf = async (viewer: object) => {
    const query = `query ($viewer: ViewerInput!) { offers(placement: "home-hero", viewer: $viewer) { ... on Offers { impersonalReason } } }`;
    const { data } = await story.ask(query, { viewer }, story.keys.storefront);
    return z.object({ offers: z.object({ impersonalReason: z.string().nullable() }) }).parse(data).offers
      .impersonalReason;
  };

  const rejected = async () => {
    const row = z.object({ code: z.string(), payload: z.string().nullable(), messageId: z.string().nullable(), isReplayable: z.boolean() }); // prettier-ignore
    const { data } = await story.ask(
      '{ rejectedEvents(first: 20) { edges { node { code payload messageId isReplayable } } } }',
    );
    const page = z.object({ rejectedEvents: z.object({ edges: z.array(z.object({ node: row })) }) });
    return page.parse(data).rejectedEvents.edges.map(({ node }) => node);
  };

  const delivered = (userId: string, vin: string, timestamp: string) => ({ type: 'track', userId, event: 'Vehicle Delivered', timestamp, properties: { vin } }); // prettier-ignore

  /**
   * Somebody who leaves a trace in every room: two devices, a merge, a household, a car and one that was sold on, consent, a
   * lead, audiences, offers, broken events.
   */
  const live = async () => {
    await send({ type: 'group', userId: ids.userId, groupId: home, traits: { type: 'household' } });
    await send(
      delivered(ids.userId, keptVin, '2026-01-01T00:00:00Z'),
      delivered(ids.userId, soldVin, '2026-01-01T00:00:00Z'),
      delivered('r-second-hand', soldVin, '2026-01-05T00:00:00Z'),
    );
    const report = { anonymousId: 'r-head-unit', event: 'In-Car Mileage', properties: { vin: soldVin } };
    expect((await story.collect('track', JSON.stringify(report))).status).toBe(400);
    await send(...views({ anonymousId: 'r-laptop' }));
    await send({ type: 'identify', ...ids, traits: { firstName: mark, email, emailVerified: true } });
    await send({
      type: 'identify',
      anonymousId: 'r-laptop',
      userId: ids.userId,
      traits: { city: `${mark}ville` },
    });
    await send(...views({ userId: ids.userId, context: { consent: { ad_storage: 'denied' } } }));
    await send({ type: 'track', userId: ids.userId, event: 'Lead Submitted', properties: { email, phone: '+447700900123', name: mark } }); // prettier-ignore
    await story.collect(
      'track',
      JSON.stringify({ userId: ids.userId, event: 7, properties: { note: mark } }),
    );
    // Of GA4, where the request says who it was, and the event refused does not.
    const order = { client_id: ids.anonymousId, events: [{ name: 'purchase', params: { items: [] } }] };
    const collect = `${story.carousel.url}/mp/collect?api_secret=${story.keys.collector}`;
    expect((await fetch(collect, { method: 'POST', body: JSON.stringify(order) })).status).toBe(204);
    const rule = { did: { event: 'VEHICLE_VIEWED', times: { atLeast: 2 }, within: 'P14D' } };
    await story.ask(
      'mutation ($input: CreateSegmentInput!) { createSegment(input: $input) { __typename } }',
      { input: { name: 'lookers', rule } },
    );
    const offers = `query ($viewer: ViewerInput!) { offers(placement: "home-hero", viewer: $viewer) { ... on Offers { items { reasons } } } }`;
    await eventually(
      () => story.ask(offers, { viewer: ids }, story.keys.storefront),
      ({ data }) => /you (viewed|looked)/i.test(JSON.stringify(data)),
    );
    await eventually(
      () => story.ask('{ leads(first: 50) { edges { node { contact { email } } } } }'),
      ({ data }) => JSON.stringify(data).includes(email),
    );
    // A decision is logged a fifth of a second after its answer.
    await eventually(
      async () => (await everyRow(database)).filter(({ table, row }) => table === 'decisions' && /you (viewed|looked)/i.test(row)), // prettier-ignore
      (decisions) => decisions.length > 0,
    );
  };

  it('shows a person everything, what we think of them and why included, and lets them take theirs', async () => {
    await live();
    await send(...views({ userId: 'r-neighbour' }));
    const { id } = (await ask('requestAccess', { email })) ?? {};
    const { documentPath } = await granted(id);
    const { sections, caching } = await document(documentPath);
    expect(caching).toBe('no-store');
    const { identities, events, consent, audiences, decisions, leads, leadScores, merges } = sections;
    expect(records.parse(identities).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['anonymousId', 'userId', 'email'])); // prettier-ignore
    expect(JSON.stringify(identities)).toContain(`${mark}ville`);
    expect(records.parse(events).filter(({ type }) => type === 'VEHICLE_VIEWED')).toHaveLength(
      2 * stock.length,
    );
    expect(records.parse(consent)).toEqual(expect.arrayContaining([expect.objectContaining({ purpose: 'ADS', state: 'DENIED' })])); // prettier-ignore
    const looking = records.parse(audiences).find(({ name }) => name === 'lookers');
    expect(JSON.stringify(looking?.['why'])).toContain('"holds":true');
    expect(JSON.stringify(decisions)).toMatch(/you (viewed|looked)/i);
    expect(JSON.stringify(leads)).toContain(email);
    expect(JSON.stringify(leadScores)).toContain('reasons');
    expect(records.parse(merges).length).toBeGreaterThan(0);
    expect(JSON.stringify(sections)).not.toContain('r-neighbour');

    const refused = { headers: { authorization: `Bearer ${story.keys.marketer}` } };
    expect((await fetch(`${story.carousel.url}${documentPath ?? ''}`, refused)).status).toBe(403);
    expect((await document('/v1/rights/nothing/document')).status).toBe(404);

    const portable = await granted((await ask('requestPortability', { userId: ids.userId }))?.id);
    const taken = Object.keys((await document(portable.documentPath)).sections);
    expect(taken).toEqual(['about', 'identities', 'households', 'events', 'consent', 'leads']);

    await database.query(`update rights_requests set expires_at = now() - interval '1 minute' where id = $1`, [portable.id]); // prettier-ignore
    expect(await granted(portable.id)).toMatchObject({ status: 'DONE', documentPath: null });
    expect((await document(portable.documentPath)).status).toBe(404);
  });

  it('puts right what is wrong, and heeds an objection', async () => {
    const rectify = `mutation ($who: PersonInput!, $facts: [FactInput!]!) { rectifyPerson(person: $who, facts: $facts) { ... on RectifiedPerson { profileId } } }`;
    const facts = [{ name: 'city', value: { text: 'Leeds' } }, { name: 'firstName' }];
    const { errors } = await story.ask(rectify, { who: { email }, facts });
    expect(errors).toEqual([]);
    await send({ type: 'identify', userId: ids.userId, timestamp: '2026-01-01T00:00:00Z', traits: { city: 'Old Town' } }); // prettier-ignore
    const { data } = await story.ask('query ($userId: String) { profile(userId: $userId) { id traits { name value } } }', { userId: ids.userId }); // prettier-ignore
    expect(JSON.stringify(data)).toContain('Leeds');
    expect(JSON.stringify(data)).not.toMatch(/Old Town|Zebulonville/);

    const object = 'mutation ($id: ID!) { objectToProcessing(profileId: $id) { purpose state source } }';
    const objected = await story.ask(object, { id: (await profileOf(ids.userId)) ?? '' });
    expect(JSON.stringify(objected.data)).toContain('{"purpose":"PERSONALISATION","state":"DENIED","source":"OBJECTION"}'); // prettier-ignore
    // The banner says with every page what it was once told.
    await send({
      type: 'page',
      userId: ids.userId,
      context: { consent: { personalization_storage: 'granted' } },
    });
    const offers = `query ($viewer: ViewerInput!) { offers(placement: "home-hero", viewer: $viewer) { ... on Offers { personalised } } }`;
    await eventually(
      () => story.ask(offers, { viewer: ids }, story.keys.storefront),
      ({ data: seen }) => JSON.stringify(seen).includes('"personalised":false'),
    );
  });

  it('forgets a person everywhere, and late events do not bring them back', async () => {
    const rowsBefore = await everyRow(database);
    const uuids = await uuidsOf(database, (await profileOf(ids.userId)) ?? '');
    const traces = [mark, email, ids.userId, ids.anonymousId, 'r-laptop', keptVin, soldVin, home, ...uuids];
    const isTrace = ({ row }: { readonly row: string }) => traces.some((trace) => row.includes(trace));
    const leftIn = (rows: typeof rowsBefore) => new Set(rows.filter(isTrace).map(({ table }) => table));
    expect(leftIn(rowsBefore).size).toBeGreaterThan(9);
    expect([...leftIn(rowsBefore)]).toContain('household_members');
    const cars = rowsBefore.filter(({ table, row }) => table === 'identities' && /"(owned|former)Vin"/.test(row) && uuids.some((id) => row.includes(id))); // prettier-ignore
    expect(cars).toHaveLength(2);

    const { id } = (await ask('requestErasure', { userId: ids.userId })) ?? {};
    const again = await ask('requestErasure', { userId: ids.userId }).catch(() => null);
    if (again) expect(again.id).toBe(id);
    await eventually(
      async () =>
        (await everyRow(database)).filter(
          ({ table, row }) => table === 'rights_requests' && row.includes('"SETTLING"'),
        ),
      (settling) => settling.length > 0,
    );
    // Whoever was at it dies; another, for whom it is due, goes on.
    for (const worker of [...story.carousel.workers]) await story.carousel.kill(worker);
    await story.carousel.startWorker({ CLOCK_OFFSET: 'PT1M' });
    const receipt = await granted(id);
    expect(receipt).toMatchObject({ progress: 1, profileId: null });
    const counts = Object.fromEntries((receipt.erased ?? []).map(({ what, count }) => [what, count]));
    expect(counts).toMatchObject({ rejectedEvents: 2, identities: 6, householdStatements: 1, leads: 1 });
    expect(counts['events']).toBeGreaterThan(2 * stock.length);
    expect(counts['decisions']).toBeGreaterThan(0);

    // Workers that hold people in memory are told by a row that goes as soon as they have heard it.
    const left = await eventually(
      async () => (await everyRow(database)).filter(isTrace),
      (rows) => rows.every(({ table }) => table !== 'evaluation_requests'),
    );
    expect(left).toEqual([]);
    for (const neighbour of ['r-neighbour', 'r-second-hand'])
      expect(await profileOf(neighbour)).not.toBeNull();
    for (const viewer of [
      { anonymousId: ids.anonymousId },
      { userId: ids.userId },
      { anonymousId: 'r-laptop' },
    ])
      expect(await reasonOf(viewer)).toBe('UNKNOWN_VIEWER');

    const late = await send(...views(ids, '2026-01-02T00:00:00Z'), { type: 'track', anonymousId: 'r-laptop', event: 'Lead Submitted', timestamp: '2026-01-02T00:00:00Z', properties: { email } }); // prettier-ignore
    expect(late).toEqual({ accepted: 0, withheld: stock.length + 1 });
    expect(await profileOf(ids.userId)).toBeNull();

    // What is not understood of them is not kept either, whenever it happened and however much of it is understood.
    const order = { userId: ids.userId, event: 'Order Completed', properties: { note: mark } };
    const malformed = [
      JSON.stringify({ ...order, messageId: `late-${mark}`, timestamp: '2026-01-02T00:00:00Z' }),
      JSON.stringify({ anonymousId: 'r-laptop', event: 7, properties: { note: mark } }),
      JSON.stringify({ event: '', context: { externalIds: [{ id: email.toUpperCase(), type: 'email' }] } }),
      `{"userId":"${ids.userId}","event":"${mark}`,
    ];
    for (const body of malformed) expect((await story.collect('track', body)).status).toBe(400);
    // With what the car reported before, of which nothing was kept but that it was refused.
    const refused = await rejected();
    expect(refused.map(({ code }) => code).sort()).toEqual(['INVALID_EVENT', 'INVALID_EVENT', 'MALFORMED_JSON', 'NO_IDENTITY', 'UNKNOWN_SHAPE']); // prettier-ignore
    for (const row of refused)
      expect(row).toMatchObject({ payload: null, messageId: null, isReplayable: false });
    const revealing = (await everyRow(database)).filter(({ row }) => traces.some((trace) => row.includes(trace))); // prettier-ignore
    expect(revealing).toEqual([]);
    // Of what they do from now on it is kept, so that it can be mended.
    expect((await story.collect('track', JSON.stringify(order))).status).toBe(400);
    expect((await rejected()).map(({ payload }) => payload).join()).toContain(mark);

    expect(await send(...views(ids))).toEqual({ accepted: stock.length, withheld: 0 });
    expect(await send(...views(ids, '2026-01-02T00:00:00Z'))).toEqual({
      accepted: 0,
      withheld: stock.length,
    });
    const { data } = await story.ask('query ($userId: String) { profile(userId: $userId) { traits { name } events(first: 50) { edges { node { type } } } } }', { userId: ids.userId }); // prettier-ignore
    expect(JSON.stringify(data).match(/VEHICLE_VIEWED/g)).toHaveLength(stock.length);
    expect(JSON.stringify(data)).toContain('"traits":[]');
  });
});

/** Every id under which the database speaks of the person. */
async function uuidsOf(database: DataSource, profileId: string): Promise<string[]> {
  const rows: { id: string }[] = await database.query(
    `with recursive within (id) as (select $1::uuid union select p.id from within w join profiles p on p.merged_into = w.id)
     select id from within union select i.id from identities i join within w on i.profile_id = w.id`,
    [profileId],
  );
  return rows.map(({ id }) => id);
}
