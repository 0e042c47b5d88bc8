import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dumpOf, redisDumpOf } from '../support/at-rest.js';
import { eventually } from '../support/carousel.js';
import { disguisesOf } from '../support/disguises.js';
import { Story } from '../support/story.js';

/** In every personal value of this story; a telephone number has digits of its own. */
const mark = 'Qzmarked';
const digits = '2079460977';
const phone = '+44 20 7946 0977';
const email = `ann.${mark}@example.com`;
const [anonymousId, userId] = [`browser-${mark}`, `customer-${mark}`];
const named = { firstName: `Ann${mark}`, lastName: `Smith${mark}`, email, phone };
const traits = { ...named, emailVerified: true, phoneVerified: true, address: { street: `${mark} Lane 1`, city: 'London' }, crmId: `crm-${mark}`, plan: 'lease' }; // prettier-ignore

describe('what is kept of people', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  const collect = async (route: string, body: object | string, status = 200) => {
    const response = await story.collect(route, typeof body === 'string' ? body : JSON.stringify(body));
    expect([route, response.status]).toEqual([route, status]);
  };
  const ask = async (query: string, variables: object = {}, key = story.keys.marketer) => {
    const { data, errors } = await story.ask(query, variables, key);
    expect(errors).toEqual([]);
    return JSON.stringify(data);
  };

  it('stands nowhere in the clear: no table, no queue, no viewer store, no log', async () => {
    await tellEverything();
    const expected = { profile: mark, leads: 'by event', rejected: 'oops' };
    await eventually(readEverything, (read) =>
      Object.values(expected).every((word) => read.includes(word)) && /"personalised":true/.test(read)); // prettier-ignore

    const forbidden = [mark, digits, phone, phone.slice(4)].flatMap(disguisesOf).map((text) => text.toLowerCase()); // prettier-ignore
    // The dump sees what there is to see.
    const filled = ['identities', 'household_members', 'events', 'leads', 'rejected_events', 'profile_merges', 'decisions', 'consent_ledger', 'segment_changes', 'segment_deliveries', 'audience_list_entries', 'test_drive_bookings']; // prettier-ignore
    const places = await eventually(
      () => dumpOf(story.database.dataSource),
      (dump) => filled.every((table) => [...dump].some(([name, rows]) => name.startsWith(table) && rows !== '')), // prettier-ignore
    );
    if (story.redisUrl) places.set('redis', await redisDumpOf(story.redisUrl));
    places.set('logs', story.logs());
    const telling = [...places].flatMap(([place, text]) =>
      forbidden.filter((word) => text.toLowerCase().includes(word)).map((word) => `${place}: ${word}`),
    );
    expect(telling).toEqual([]);
  });

  it('is read as it was told by those who may', async () => {
    const read = await readEverything();
    for (const text of [
      anonymousId,
      userId,
      email,
      named.lastName,
      `crm-${mark}`,
      `"household":{"id":"home-${mark}"`,
      `${mark} Lane 1`,
      `+44${digits}`,
      `Call ${mark}`,
      `Passport of ${mark}`,
      `note on ${mark}`,
      `I sit like ${mark}`,
      `mail=${email}`,
    ])
      // prettier-ignore
      expect(read).toContain(text);
  });

  /** All doors by which anything of a person comes in, each with marked values. */
  async function tellEverything(): Promise<void> {
    const context = { page: { path: '/cars', url: `https://demo.example/?mail=${email}` }, traits, ip: '203.0.113.9', userAgent: mark, externalIds: [{ id: `loyal-${mark}`, type: 'loyalty_id', collection: 'users', encoding: 'none' }] }; // prettier-ignore
    await hearOfChanges();
    const consent = { categoryPreferences: { advertising: false, [mark]: false, mail: email } };
    await collect('page', { anonymousId, properties: { search: `mail=${email}` }, context });
    await collect('track', { anonymousId, event: 'Product Viewed', properties: { sku: 'S-1', Email: email, customer: { name: mark }, note: `note on ${mark}` }, context: { ...context, consent } }); // prettier-ignore
    await collect('identify', { anonymousId, userId, traits, context });
    await collect('alias', { previousId: `earlier-${mark}`, userId });
    await collect('group', { userId, groupId: 'g-1', traits: { contact: named } });
    await collect('group', { userId, groupId: `home-${mark}`, traits: { type: 'household' } });
    await collect('track', { userId, event: 'Test Drive Booked', properties: { ...named, when: `after work, ${mark}` } }); // prettier-ignore
    await collect('track', { userId, event: 'Lead Submitted', properties: { ...named, message: `by event, call ${mark}` } }); // prettier-ignore
    await collect('track', { event: 'Nobody', properties: named }, 400);
    await collect('track', { userId, event: 'Order Completed', properties: { ...named, total: `much, says ${mark}` } }, 400); // prettier-ignore
    await collect('track', { userId, event: 'Sales Note', properties: { note: `wants ${mark}'s car`, salesperson: mark } }); // prettier-ignore
    await collect('batch', { batch: [{ type: 'wish', userId, ...named }] });
    await collect('track', `{"email":"${email}" oops`, 400);
    const measured = { client_id: `ga-${mark}`, user_id: userId, user_properties: { nickname: { value: mark } }, events: [{ name: 'view_item', params: { user_email: email } }] }; // prettier-ignore
    const query = new URLSearchParams({ measurement_id: 'G-1', api_secret: story.keys.collector });
    expect((await fetch(`${story.carousel.url}/mp/collect?${query}`, { method: 'POST', body: JSON.stringify(measured) })).status).toBe(204); // prettier-ignore
    await ask('mutation ($input: SubmitLeadInput!) { submitLead(input: $input) { __typename } }', { input: { viewer: { userId }, interest: 'BUY', contact: named, message: `Call ${mark}`, consent: { email: true, phone: false, wording: `I, ${mark}, agree` }, idempotencyKey: randomUUID() } }, story.keys.storefront); // prettier-ignore
    await ask('mutation ($input: SubmitLeadInput!) { submitLead(input: $input) { __typename } }', { input: { interest: 'BUY', contact: named, idempotencyKey: randomUUID() } }, story.keys.storefront); // prettier-ignore
    await ask('mutation ($viewer: ViewerInput!) { recordConsent(viewer: $viewer, statements: [{ purpose: ADS, state: DENIED }]) { state } }', { viewer: { userId } }, story.keys.storefront); // prettier-ignore
    await drive();
    await list();
    await merge();
    await ask('mutation ($userId: String!) { requestAccess(person: { userId: $userId }) { __typename } }', { userId }, story.keys.admin); // prettier-ignore
    await eventually(
      () => ask('{ rightsRequests(first: 1) { edges { node { status } } } }', {}, story.keys.admin),
      (answer) => answer.includes('DONE'),
    );
  }

  /** Receivers of who enters a segment: a queue, and a webhook whose address tells too much and leads nowhere. */
  async function hearOfChanges(): Promise<void> {
    await ask('mutation { createSegment(input: { name: "Lookers", rule: { did: { event: VEHICLE_VIEWED } } }) { __typename } }'); // prettier-ignore
    const subscribe = 'mutation ($input: SubscribeToSegmentsInput!) { subscribeToSegments(input: $input) { __typename } }'; // prettier-ignore
    await ask(subscribe, { input: { kind: 'QUEUE', receiver: 'OURS' } }, story.keys.admin);
    await ask(subscribe, { input: { kind: 'WEBHOOK', receiver: 'OURS', url: `https://${mark}.invalid/?of=${email}` } }, story.keys.admin); // prettier-ignore
  }

  /** A test drive of somebody's own words, at a dealer of the demo. */
  async function drive(): Promise<void> {
    const dealers = await story.ask('{ dealers { id } }');
    const [dealer] = z.object({ dealers: z.array(z.object({ id: z.string() })) }).parse(dealers.data).dealers;
    const dealerId = dealer?.id;
    const weekly = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'].map((day) => ({ day, open: [{ opens: '00:00', closes: '24:00' }] })); // prettier-ignore
    await ask('mutation ($input: TestDriveSettingsInput!) { setTestDriveSettings(input: $input) { __typename } }', { input: { dealerId, timeZone: 'Europe/London', weekly } }); // prettier-ignore
    await ask('mutation ($input: AddDemonstratorInput!) { addTestDriveDemonstrator(input: $input) { __typename } }', { input: { dealerId, make: 'Kia', model: 'EV6' } }); // prettier-ignore
    const found = await story.ask('query ($dealerId: ID!, $from: Instant!, $to: Instant!) { testDriveSlots(dealerId: $dealerId, from: $from, to: $to) { startsAt } }', { dealerId, from: new Date(), to: new Date(Date.now() + 86_400_000) }); // prettier-ignore
    const [slot] = z.object({ testDriveSlots: z.array(z.object({ startsAt: z.string() })) }).parse(found.data).testDriveSlots; // prettier-ignore
    const driver = { name: `Ann ${mark}`, email, phone, note: `I sit like ${mark}` };
    expect(await ask('mutation ($input: BookTestDriveInput!) { bookTestDrive(input: $input) { __typename } }', { input: { dealerId, startsAt: slot?.startsAt, viewer: { userId }, driver, idempotencyKey: `of ${mark}` } }, story.keys.storefront)).toContain('TestDriveBooking'); // prettier-ignore
  }

  async function list(): Promise<void> {
    const made = await story.ask('mutation { createAudienceList(name: "Invited") { ... on AudienceList { id } } }');
    const { id } = z.object({ createAudienceList: z.object({ id: z.string() }) }).parse(made.data).createAudienceList;
    const query = 'mutation ($id: ID!, $people: [ListedPersonInput!]!) { addToAudienceList(id: $id, people: $people) { ... on AudienceListChange { added } ... on InvalidAudienceList { problems { path message remedy } } } }';
    const people = [{ userId }, { email }, { phone }, { crmId: `crm-${mark}` }, { loyaltyId: `loyal-${mark}` }];
    expect(await ask(query, { id, people })).toContain('"added":5');
    expect(await ask(query, { id, people: [{ email: `${mark} at home` }, { phone: `call ${mark}` }] })).not.toContain(mark);
    const input = { id, csv: `email,phone\n${email},${phone}\n${mark} at home,\n` };
    const file = 'mutation ($input: ImportAudienceListInput!) { importAudienceList(input: $input) { unchanged rejected { reason valueClass } } }';
    expect(await ask(file, { input })).not.toContain(mark);
  } // prettier-ignore

  async function merge(): Promise<void> {
    await collect('page', { anonymousId: `tablet-${mark}` });
    const [from, into] = await Promise.all([`tablet-${mark}`, anonymousId].map(profileIdOf));
    const query = 'mutation ($from: ID!, $into: ID!, $reason: String!) { mergeProfiles(from: $from, into: $into, reason: $reason) { __typename } }'; // prettier-ignore
    expect(await ask(query, { from, into, reason: `Passport of ${mark}` })).toContain('ProfileMerge');
  }

  async function profileIdOf(id: string): Promise<string> {
    const answer = await story.ask('query ($id: String!) { profile(anonymousId: $id) { id } }', { id });
    return z.object({ profile: z.object({ id: z.string() }) }).parse(answer.data).profile.id;
  }

  /** All doors by which anything of a person goes out, asked by each of their ids. */
  async function readEverything(): Promise<string> {
    const person = '{ id household { id } traits { name value } identities { kind value } events(first: 50) { edges { node { name properties } } } }'; // prettier-ignore
    const found = await Promise.all([
      ask(`query ($id: String!) { profile(userId: $id) ${person} }`, { id: userId }),
      ...[
        ['email', ` ${email} `],
        ['phone', phone],
        ['crmId', `crm-${mark}`],
        ['loyaltyId', `loyal-${mark}`],
      ].map(
        ([kind, value]) => // prettier-ignore
        ask(`query ($identity: IdentityInput!) { profile(identity: $identity) ${person} }`, { identity: { kind, value } }), // prettier-ignore
      ),
    ]);
    expect(new Set(found).size).toBe(1);
    const others = [
      '{ leads(first: 50) { edges { node { contact { firstName lastName email phone } message } } } }',
      '{ testDriveBookings(first: 50) { edges { node { driver { name email phone note } } } } }',
      '{ rejectedEvents(first: 50) { edges { node { code payload } } } }',
      '{ profileMerges(first: 50) { edges { node { reason } } } }',
      `{ offers(placement: "home-hero", viewer: { userId: "${userId}" }, first: 2) { ... on Offers { personalised items { reasons } } } }`,
    ];
    // Answers quote JSON within JSON.
    return [...found, ...(await Promise.all(others.map((query) => ask(query))))]
      .join('\n')
      .replaceAll('\\', '');
  }
});
