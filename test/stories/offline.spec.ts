import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The tablet's clock is this much behind. */
const slowMs = 3 * hourMs;

const created = z.object({ createSegment: z.object({ id: z.string() }) });
const membership = z.object({ membership: z.object({ isMember: z.boolean() }) });
const collected = z.object({ accepted: z.number(), duplicates: z.number(), withheld: z.number() });
const history = z.object({ profile: z.object({ events: z.object({ edges: z.array(z.object({ node: z.object({ name: z.string(), occurredAt: z.iso.datetime() }) })) }) }) }); // prettier-ignore

describe('a showroom without a connection', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  const segment = async (name: string, rule: object) => {
    const { data, errors } = await story.ask('mutation ($name: String!, $rule: RuleInput!) { createSegment(input: { name: $name, rule: $rule }) { ... on Segment { id } } }', { name, rule }); // prettier-ignore
    expect(errors).toEqual([]);
    return created.parse(data).createSegment.id;
  };
  const settlesAs = (segmentId: string, isMember: boolean) =>
    eventually(
      async () => {
        const { data } = await story.ask('query ($id: ID!) { membership(segmentId: $id, viewer: { userId: "c-77" }) { isMember } }', { id: segmentId }); // prettier-ignore
        return membership.safeParse(data).data?.membership.isMember;
      },
      (answer) => answer === isMember,
    );
  /** What the tablet kept, as it sends it when the connection is back: its own clock's times, in any order. */
  const tablet = async (events: readonly (readonly [string, number, object?])[]) => {
    const itsNow = Date.now() - slowMs;
    const batch = events.map(([event, agoMs, properties = {}]) => ({
      type: 'track',
      userId: 'c-77',
      event,
      messageId: `${event} ${agoMs}`,
      timestamp: new Date(itsNow - agoMs).toISOString(),
      properties,
    }));
    const answer = await story.collect('batch', JSON.stringify({ sentAt: new Date(itsNow), batch }));
    expect(answer.status).toBe(200);
    return collected.parse(await answer.json());
  };

  it('changes the history and the audiences it belongs to, whenever its events arrive', async () => {
    const undecided = await segment('Drove, not bought', {
      all: [
        { did: { event: 'TEST_DRIVE_TAKEN', within: 'P7D' } },
        { not: { did: { event: 'ORDER_PLACED', within: 'P7D' } } },
      ],
    });
    const twice = await segment('Twice here', { did: { event: 'SHOWROOM_VISITED', within: 'P3D', times: { atLeast: 2 } } }); // prettier-ignore

    const first = [
      ['Test Drive Attended', dayMs, { sku: 'S-1', minutes: 25 }],
      ['Showroom Check-in', 10 * dayMs, { dealer_code: 'LDN-01' }],
      ['Salesperson Note', dayMs - hourMs, { text: 'Likes the blue one.' }],
      ['Showroom Check-in', dayMs + hourMs, { dealer_code: 'LDN-01' }],
    ] as const;
    expect(await tablet(first)).toMatchObject({ accepted: 4 });
    await settlesAs(undecided, true);
    await settlesAs(twice, false);

    // Another tablet was off for longer: its visit of two days ago makes two within three days.
    expect(await tablet([['Showroom Check-in', 2 * dayMs]])).toMatchObject({ accepted: 1 });
    await settlesAs(twice, true);
    // And the sale that ends the indecision is told last of all, though it was the day before.
    expect(await tablet([['Vehicle Sold', 20 * hourMs, { amount: 27_495 }]])).toMatchObject({ accepted: 1 });
    await settlesAs(undecided, false);

    // It never heard our answer, and sends all of it again.
    expect(await tablet(first)).toMatchObject({ accepted: 0, duplicates: 4 });
    const { data } = await story.ask('{ profile(userId: "c-77") { events(first: 9) { edges { node { name occurredAt } } } } }'); // prettier-ignore
    const events = history.parse(data).profile.events.edges.map(({ node }) => node);
    expect(events.map(({ name }) => name)).toEqual([
      'Vehicle Sold',
      'Salesperson Note',
      'Test Drive Attended',
      'Showroom Check-in',
      'Showroom Check-in',
      'Showroom Check-in',
    ]);
    const drove = Date.parse(events[2]?.occurredAt ?? '');
    expect(Math.abs(Date.now() - dayMs - drove)).toBeLessThan(60_000);
  });

  it('imports what stood in a table, and audiences follow', async () => {
    const called = await segment('Called lately', { did: { event: 'DEALER_CALLED', within: 'P7D' } });
    const yesterday = new Date(Date.now() - dayMs).toISOString();
    const csv = `event,date,user_id,outcome\nPhone Call,${yesterday},c-77,call back\n`;
    const { data, errors } = await story.ask('mutation ($csv: String!) { importEvents(input: { csv: $csv }) { accepted rejected { line reason } } }', { csv }); // prettier-ignore
    expect(errors).toEqual([]);
    expect(data).toEqual({ importEvents: { accepted: 1, rejected: [] } });
    await settlesAs(called, true);
  });
});

describe('a car that reports', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  it('is heard with its owner’s consent only, and never of a place', async () => {
    const report = async (messageId: string) => {
      const event = { userId: 'c-5', event: 'In-Car Service Due', messageId, properties: { vin: '1M8GDM9AXKP042788', kmLeft: -120, latitude: 52.1 }, context: { page: { url: 'https://maps.example/?ll=52.1,0' } } }; // prettier-ignore
      return collected.parse(await (await story.collect('track', JSON.stringify(event))).json());
    };
    expect(await report('car-1')).toMatchObject({ accepted: 0, withheld: 1 });
    const { errors } = await story.ask('mutation { recordConsent(viewer: { userId: "c-5" }, statements: [{ purpose: IN_CAR, state: GRANTED }]) { state } }'); // prettier-ignore
    expect(errors).toEqual([]);
    expect(await report('car-2')).toMatchObject({ accepted: 1, withheld: 0 });
    const { data } = await story.ask('{ profile(userId: "c-5") { events(first: 9) { edges { node { type properties } } } } }'); // prettier-ignore
    expect(data).toEqual({
      profile: { events: { edges: [{ node: { type: 'CAR_SERVICE_DUE', properties: '{"vin":"1M8GDM9AXKP042788","kmLeft":-120}' } }] } }, // prettier-ignore
    });
    const contexts: unknown = await story.database.dataSource.query(`select context from events where type = 'CAR_SERVICE_DUE'`); // prettier-ignore
    expect(contexts).toEqual([{ context: null }]);
  });

  it('is not heard under a name of its own either, before its owner agrees', async () => {
    const event = { userId: 'c-6', event: 'In-Car Location', properties: { latitude: 52.1 } };
    const answer = await story.collect('track', JSON.stringify(event));
    expect(collected.parse(await answer.json())).toMatchObject({ accepted: 0, withheld: 1 });
  });
});
