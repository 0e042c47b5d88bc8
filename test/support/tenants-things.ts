import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { eventually } from './carousel.js';
import type { Story } from './story.js';

/** Ids of one of each thing a tenant has. */
export interface Things {
  apiKeyId: string;
  vehicleId: string;
  dealerId: string;
  stockNumber: string;
  segmentId: string;
  listId: string;
  lookalikeId: string;
  campaignId: string;
  experimentId: string;
  advertiserId: string;
  creativeId: string;
  profileId: string;
  leadId: string;
  handoverTargetId: string;
  handoverId: string;
  financeQuoteId: string;
  testDriveId: string;
  testDriveAt: string;
  demonstratorId: string;
  programmeDriveId: string;
  programmeKey: string;
  checkInCode: string;
  mergeId: string;
  decisionId: string;
  rightsRequestId: string;
  audienceExportId: string;
  subscriptionId: string;
  stockFeedId: string;
  deliveryId: string;
  previewId: string;
  insightId: string;
  anonymousId: string;
  userId: string;
  messageId: string;
  rejectedId: string;
  replayId: string;
}

/** A creative to be made. */
export const creative = {
  name: 'Secret headline',
  angle: 'PRICE',
  headline: 'Known to the owner only',
  body: 'And to nobody else.',
  callToAction: { label: 'Look', url: 'https://demo.example/look' },
};
/** A lead to be submitted. */
export const lead = {
  interest: 'TEST_DRIVE',
  contact: { firstName: 'Secret', lastName: 'Shopper', email: 'secret@demo.example' },
  consent: { email: false, phone: false },
};
/** The owner's car. */
export const isolatedVin = 'WVWZZZ1KZAW000001';
/** A rule that is in order. */
export const rule = { did: { event: 'VEHICLE_VIEWED', within: 'P14D' } };

/** Makes one of each thing in the demo tenant, through its own doors. */
export async function aTenantsThings(story: Story, tenantId: string): Promise<Things> {
  const anonymousId = `isolated-${randomUUID()}`;
  const userId = `isolated-user-${randomUUID()}`;
  const messageId = randomUUID();
  const make = async (query: string, variables: object, field: string, key = story.keys.marketer) => {
    const { data, errors } = await story.ask(query, variables, key);
    expect(errors).toEqual([]);
    return z.record(z.string(), z.object({ id: z.string() })).parse(data)[field]?.id ?? '';
  };
  const segmentId = await make(
    'mutation ($rule: RuleInput!) { createSegment(input: { name: "Secret shoppers", rule: $rule }) { ... on Segment { id } } }',
    { rule },
    'createSegment',
  );
  const listId = await make(
    'mutation { createAudienceList(name: "Secret list") { ... on AudienceList { id } } }',
    {},
    'createAudienceList',
  );
  const put = 'mutation ($id: ID!, $userId: String!) { addToAudienceList(id: $id, people: [{ userId: $userId }, { email: "secret@demo.example" }]) { __typename } }'; // prettier-ignore
  expect((await story.ask(put, { id: listId, userId })).errors).toEqual([]);
  const seedId = await make(
    'mutation { createAudienceList(name: "Secret seed") { ... on AudienceList { id } } }',
    {},
    'createAudienceList',
  );
  const seed = Array.from({ length: 50 }, (_, n) => ({ userId: `${userId}-${n}` }));
  const batch = seed.map((person) => ({ ...person, type: 'identify' }));
  expect((await story.collect('batch', JSON.stringify({ batch }))).status).toBe(200);
  const fill = 'mutation ($id: ID!, $people: [ListedPersonInput!]!) { addToAudienceList(id: $id, people: $people) { __typename } }'; // prettier-ignore
  expect((await story.ask(fill, { id: seedId, people: seed })).errors).toEqual([]);
  const lookalikeId = await make(
    'mutation ($input: CreateLookalikeInput!) { createLookalike(input: $input) { ... on Lookalike { id } } }',
    { input: { name: 'Like the secret ones', seed: { listId: seedId }, size: 500 } },
    'createLookalike',
  );
  const advertiserId = await make(
    'mutation { createAdvertiser(input: { name: "Secret carmaker", kind: CARMAKER, categories: ["secretbrand"] }) { ... on Advertiser { id } } }',
    {},
    'createAdvertiser',
  );
  const campaignId = await make(
    'mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { ... on Campaign { id } } }',
    { input: { name: 'Secret campaign', advertiserId, placements: ['home-hero'], includeSegments: [segmentId], creatives: [creative] } }, // prettier-ignore
    'createCampaign',
  );
  const experimentId = await make(
    'mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { ... on Experiment { id } } }',
    { input: { name: 'Secret experiment', kind: 'HOLD_OUT', campaignId, arms: [{ name: 'Secret without', share: 0.5, isHeldOut: true }, { name: 'Secret with', share: 0.5 }] } }, // prettier-ignore
    'createExperiment',
  );
  const offers = await story.ask('query ($viewer: ViewerInput!) { offers(placement: "home-hero", viewer: $viewer) { ... on Offers { decisionId } } }', { viewer: { anonymousId } }); // prettier-ignore
  const { decisionId } = z.object({ offers: z.object({ decisionId: z.string() }) }).parse(offers.data).offers;
  await eventually(
    () => story.ask('query ($id: ID!) { decision(id: $id) { id } }', { id: decisionId }),
    ({ errors }) => errors.length === 0,
  );
  // What pacing learns from the answer is sent seconds behind it.
  await eventually(
    () =>
      story.database.dataSource.query<unknown[]>('select from pacing_batches where tenant_id = $1', [
        tenantId,
      ]),
    ({ length }) => length > 0,
  );
  const target = await story.ask('mutation { setHandoverTarget(input: { kind: WEBHOOK, name: "Secret receiver", url: "https://secret.example.com/leads" }) { ... on HandoverTargetSet { target { id } } } }', {}, story.keys.admin); // prettier-ignore
  expect(target.errors).toEqual([]);
  const leadId = await make(
    'mutation ($input: SubmitLeadInput!) { submitLead(input: $input) { ... on Lead { id } } }',
    { input: { ...lead, idempotencyKey: randomUUID() } },
    'submitLead',
  );
  const rates = 'mutation { importFinanceTable(input: { name: "Secret rates", jurisdiction: UK, currency: "GBP", csv: "make,model,product,term,rate\\nToyota,RAV4,LOAN,36,5.9" }) { ... on FinanceTable { id } } }'; // prettier-ignore
  await make(rates, {}, 'importFinanceTable');
  const worth = 'mutation { importTradeInTable(input: { name: "Secret worth", currency: "GBP", csv: "make,model,yearFrom,yearTo,mileageTo,mileageUnit,condition,low,high\\nSecretmake,Secretmodel,2010,2026,200000,KM,GOOD,7000,8000" }) { ... on TradeInTable { id } } }'; // prettier-ignore
  await make(worth, {}, 'importTradeInTable');
  const financeQuoteId = await make(
    'mutation { quoteFinance(input: { car: { trim: { make: "Toyota", model: "RAV4", modelYear: 2026, price: "30000", currency: "GBP" } }, product: LOAN }) { ... on FinanceQuote { id } } }',
    {},
    'quoteFinance',
  );
  const second = { type: 'page', anonymousId: `${anonymousId}-too` };
  expect((await story.collect('page', JSON.stringify(second))).status).toBe(200);
  const identify = { type: 'identify', anonymousId, userId, messageId, traits: { email: 'secret@demo.example', ownedVin: isolatedVin, ownedVinVerified: true, householdId: 'secret-household' } }; // prettier-ignore
  expect((await story.collect('identify', JSON.stringify(identify))).status).toBe(200);
  expect((await story.collect('identify', JSON.stringify({ ...second, userId }))).status).toBe(200);
  const malformed = { anonymousId, event: 'Order Completed', messageId: randomUUID() };
  expect((await story.collect('track', JSON.stringify(malformed))).status).toBe(400);
  const mapping = 'mutation { setEventMapping(input: { name: "Secret event", type: SHOWROOM_VISITED }) { __typename } }'; // prettier-ignore
  expect((await story.ask(mapping)).errors).toEqual([]);
  const replayId = await make(
    'mutation { replayRejectedEvents { ... on EventReplay { id } } }',
    {},
    'replayRejectedEvents',
  );
  const one = async (sql: string) => {
    const rows = z.array(z.object({ text: z.string() })).min(1);
    return rows.parse(await story.database.dataSource.query(`${sql} limit 1`, [tenantId]))[0]?.text ?? '';
  };
  const rightsRequestId = await make(
    'mutation ($person: PersonInput!) { requestAccess(person: $person) { ... on RightsRequest { id } } }',
    { person: { userId } },
    'requestAccess',
    story.keys.admin,
  );
  const audienceExportId = await make(
    'mutation ($segmentId: ID!) { requestAudienceExport(segmentId: $segmentId, target: META_CUSTOM_AUDIENCE) { id } }',
    { segmentId },
    'requestAudienceExport',
  );
  const subscribed = await story.ask(
    'mutation ($input: SubscribeToSegmentsInput!) { subscribeToSegments(input: $input) { subscription { id } } }',
    {
      input: {
        kind: 'WEBHOOK',
        receiver: 'OURS',
        segmentIds: [segmentId],
        url: 'https://secret.example.com/hook',
      },
    },
    story.keys.admin,
  );
  expect(subscribed.errors).toEqual([]);
  const stockFeedId = await make(
    'mutation { importStockFeed(input: { feed: "Secret feed", content: "stock no,dealer,make,model,year,price\\n" }) { id } }',
    {},
    'importStockFeed',
  );
  const dealerId = await one('select id::text as text from dealers where tenant_id = $1');
  const drive = await aTestDrive(make, story, dealerId, userId);
  return {
    ...drive,
    stockFeedId,
    checkInCode: await one('select check_in_code as text from test_drive_bookings where tenant_id = $1'),
    anonymousId,
    userId,
    subscriptionId: await one('select id::text as text from segment_subscriptions where tenant_id = $1'),
    // Deliveries are a worker's, and there is none here.
    deliveryId: await one(`with made as (
      insert into segment_deliveries (tenant_id, id, subscription_id, status, is_resent, tries, created_at, due_at)
      select tenant_id, gen_random_uuid(), id, 'DEAD', false, 20, now(), now() from segment_subscriptions where tenant_id = $1
      returning id) select id::text as text from made`),
    previewId: await one(`with made as (
      insert into audience_questions (tenant_id, id, question, now, asked_at)
      select tenant_id, gen_random_uuid(), jsonb_build_object('kind', 'reach', 'rule', rule), now(), now() from segments where tenant_id = $1 limit 1
      returning id) select id::text as text from made`),
    insightId: await one(`with made as (
      insert into audience_questions (tenant_id, id, question, now, asked_at)
      select tenant_id, gen_random_uuid(), jsonb_build_object('kind', 'profile', 'rule', rule, 'comparedWith', null, 'traits', '[]'::jsonb), now(), now()
      from segments where tenant_id = $1 limit 1 returning id) select id::text as text from made`),
    rightsRequestId,
    audienceExportId,
    messageId,
    segmentId,
    listId,
    lookalikeId,
    campaignId,
    experimentId,
    advertiserId,
    leadId,
    handoverTargetId: await one('select id::text as text from handover_targets where tenant_id = $1'),
    handoverId: await one('select id::text as text from handover_deliveries where tenant_id = $1'),
    financeQuoteId,
    decisionId,
    replayId,
    rejectedId: await one('select id::text as text from rejected_events where tenant_id = $1'),
    apiKeyId: await one('select id as text from api_keys where tenant_id = $1'),
    vehicleId: await one(`select id::text as text from stock_units where state = 'AVAILABLE' and tenant_id = $1 order by id`), // prettier-ignore
    stockNumber: await one(`select stock_number as text from stock_units where state = 'AVAILABLE' and tenant_id = $1 order by id`), // prettier-ignore
    dealerId,
    creativeId: await one(`select id::text as text from creatives where headline = '${creative.headline}' and tenant_id = $1`), // prettier-ignore
    mergeId: await one(
      'select id::text as text from profile_merges where tenant_id = $1 order by merged_at desc',
    ),
    profileId: await make('query ($userId: String!) { profile(userId: $userId) { id } }', { userId }, 'profile'), // prettier-ignore
  };
}

type Make = (query: string, variables: object, field: string) => Promise<string>;

/** A test drive somebody booked at a dealer that has one car for it. */
async function aTestDrive(make: Make, story: Story, dealerId: string, userId: string) {
  const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
  const weekly = days.map((day) => ({ day, open: [{ opens: '09:00', closes: '18:00' }] }));
  const set = 'mutation ($input: TestDriveSettingsInput!) { setTestDriveSettings(input: $input) { ... on TestDriveSettings { id: dealerId } } }'; // prettier-ignore
  await make(set, { input: { dealerId, timeZone: 'Europe/London', weekly } }, 'setTestDriveSettings');
  const add = 'mutation ($input: AddDemonstratorInput!) { addTestDriveDemonstrator(input: $input) { ... on TestDriveDemonstrator { id } } }'; // prettier-ignore
  const demonstratorId = await make(add, { input: { dealerId, make: 'Secret make', model: 'Secret model' } }, 'addTestDriveDemonstrator'); // prettier-ignore
  const slots = await story.ask('query ($dealerId: ID!, $from: Instant!, $to: Instant!) { testDriveSlots(dealerId: $dealerId, from: $from, to: $to) { startsAt } }', { dealerId, from: new Date(), to: new Date(Date.now() + 3 * 86_400_000) }); // prettier-ignore
  const free = z.object({ testDriveSlots: z.array(z.object({ startsAt: z.string() })) }).parse(slots.data).testDriveSlots; // prettier-ignore
  const book = 'mutation ($input: BookTestDriveInput!) { bookTestDrive(input: $input) { ... on TestDriveBooking { id } } }'; // prettier-ignore
  const input = { dealerId, startsAt: free[0]?.startsAt, viewer: { userId }, driver: { name: 'Secret driver' }, idempotencyKey: randomUUID() }; // prettier-ignore
  const testDriveId = await make(book, { input }, 'bookTestDrive');
  const programmeKey = 'secret-programme';
  const programme = { key: programmeKey, name: 'Secret programme', currency: 'GBP', centres: [{ dealerId }], days: { min: 1, max: 3 }, noticeMinutes: 0, discount: { percent: '2', validDays: 30 } }; // prettier-ignore
  const setProgramme = 'mutation ($input: TestDriveProgrammeInput!) { setTestDriveProgramme(input: $input) { ... on TestDriveProgramme { id: key } } }'; // prettier-ignore
  await make(setProgramme, { input: programme }, 'setTestDriveProgramme');
  const within = { dealerId, from: new Date(Date.now() + 4 * 86_400_000), to: new Date(Date.now() + 6 * 86_400_000) }; // prettier-ignore
  const slot = await story.ask(`query ($dealerId: ID!, $from: Instant!, $to: Instant!) { programmeSlots(programme: "${programmeKey}", dealerId: $dealerId, from: $from, to: $to) { startsAt } }`, within); // prettier-ignore
  const [first] = z.object({ programmeSlots: z.array(z.object({ startsAt: z.string() })) }).parse(slot.data).programmeSlots; // prettier-ignore
  const bookDrive = 'mutation ($input: BookProgrammeDriveInput!) { bookProgrammeDrive(input: $input) { ... on ProgrammeDrive { booking { id } } } }'; // prettier-ignore
  const wanted = { programme: programmeKey, dealerId, startsAt: first?.startsAt, days: 1, viewer: { userId }, driver: { name: 'Secret driver' }, idempotencyKey: randomUUID() }; // prettier-ignore
  const drive = await story.ask(bookDrive, { input: wanted });
  const made = z.object({ bookProgrammeDrive: z.object({ booking: z.object({ id: z.string() }) }) }).parse(drive.data); // prettier-ignore
  const programmeDriveId = made.bookProgrammeDrive.booking.id;
  return {
    testDriveId,
    demonstratorId,
    testDriveAt: free[1]?.startsAt ?? '',
    programmeDriveId,
    programmeKey,
  };
}
