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
  campaignId: string;
  creativeId: string;
  profileId: string;
  leadId: string;
  mergeId: string;
  decisionId: string;
  rightsRequestId: string;
  audienceExportId: string;
  subscriptionId: string;
  deliveryId: string;
  anonymousId: string;
  userId: string;
  messageId: string;
  rejectedId: string;
  replayId: string;
}

const creative = {
  name: 'Secret headline',
  angle: 'PRICE',
  headline: 'Known to the owner only',
  body: 'And to nobody else.',
  callToAction: { label: 'Look', url: 'https://demo.example/look' },
};
const lead = {
  interest: 'TEST_DRIVE',
  contact: { firstName: 'Secret', lastName: 'Shopper', email: 'secret@demo.example' },
  consent: { email: false, phone: false },
};
/** The owner's car. */
const isolatedVin = 'WVWZZZ1KZAW000001';
const rule = { did: { event: 'VEHICLE_VIEWED', within: 'P14D' } };

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
  const campaignId = await make(
    'mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { ... on Campaign { id } } }',
    { input: { name: 'Secret campaign', placements: ['home-hero'], includeSegments: [segmentId], creatives: [creative] } }, // prettier-ignore
    'createCampaign',
  );
  const offers = await story.ask('query ($viewer: ViewerInput!) { offers(placement: "home-hero", viewer: $viewer) { ... on Offers { decisionId } } }', { viewer: { anonymousId } }); // prettier-ignore
  const { decisionId } = z.object({ offers: z.object({ decisionId: z.string() }) }).parse(offers.data).offers;
  await eventually(
    () => story.ask('query ($id: ID!) { decision(id: $id) { id } }', { id: decisionId }),
    ({ errors }) => errors.length === 0,
  );
  const leadId = await make(
    'mutation ($input: SubmitLeadInput!) { submitLead(input: $input) { ... on Lead { id } } }',
    { input: { ...lead, idempotencyKey: randomUUID() } },
    'submitLead',
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
  return {
    anonymousId,
    userId,
    subscriptionId: await one('select id::text as text from segment_subscriptions where tenant_id = $1'),
    // Deliveries are a worker's, and there is none here.
    deliveryId: await one(`with made as (
      insert into segment_deliveries (tenant_id, id, subscription_id, status, is_resent, tries, created_at, due_at)
      select tenant_id, gen_random_uuid(), id, 'DEAD', false, 20, now(), now() from segment_subscriptions where tenant_id = $1
      returning id) select id::text as text from made`),
    rightsRequestId,
    audienceExportId,
    messageId,
    segmentId,
    listId,
    campaignId,
    leadId,
    decisionId,
    replayId,
    rejectedId: await one('select id::text as text from rejected_events where tenant_id = $1'),
    apiKeyId: await one('select id as text from api_keys where tenant_id = $1'),
    vehicleId: await one(`select id::text as text from stock_units where state = 'AVAILABLE' and tenant_id = $1 order by id`), // prettier-ignore
    stockNumber: await one(`select stock_number as text from stock_units where state = 'AVAILABLE' and tenant_id = $1 order by id`), // prettier-ignore
    dealerId: await one('select id::text as text from dealers where tenant_id = $1'),
    creativeId: await one(`select id::text as text from creatives where headline = '${creative.headline}' and tenant_id = $1`), // prettier-ignore
    mergeId: await one(
      'select id::text as text from profile_merges where tenant_id = $1 order by merged_at desc',
    ),
    profileId: await make('query ($userId: String!) { profile(userId: $userId) { id } }', { userId }, 'profile'), // prettier-ignore
  };
}

/**
 * For every query and mutation, calls that name the owner's things wherever an id is taken. Those that take none are
 * called as they are: their answers must hold the caller's own only.
 */
export function everyCase(things: Things): Record<string, object[]> {
  const { apiKeyId, vehicleId, segmentId, listId, campaignId, creativeId, profileId, anonymousId, userId } =
    things;
  const viewer = { anonymousId, userId };
  const placement = 'home-hero';
  const referring = [{ member: { of: segmentId } }, { listed: { on: listId } }];
  const onLists = [{ userId }, { profileId }].map((person) => ({ id: listId, people: [person] }));
  const everyPerson = [
    { profileId },
    { userId },
    { anonymousId },
    { email: 'secret@demo.example' },
    { deviceId: anonymousId },
    { ownedVin: isolatedVin },
    { crmId: userId },
    { loyaltyId: userId },
  ];
  return {
    apiKeys: [{}],
    audienceList: [{ id: listId }],
    audienceLists: [{ first: 5 }, { first: 5, includeArchived: true }],
    audienceExport: [{ id: things.audienceExportId }],
    audienceExports: [{ first: 5 }],
    campaign: [{ id: campaignId }],
    campaigns: [{ first: 5 }],
    catalogueMakes: [{}],
    catalogueTrims: [{ first: 5 }],
    consent: [{ viewer: { anonymousId } }, { profileId }, { viewer: { userId } }],
    consentPolicy: [{}],
    dealers: [{}],
    decision: [{ id: things.decisionId }],
    eventMappings: [{}],
    eventReplay: [{ id: things.replayId }],
    eventCounts: [{ since: '2020-01-01T00:00:00Z' }],
    household: [{ id: 'secret-household' }],
    identityPolicy: [{}],
    lead: [{ id: things.leadId }],
    leads: [{ first: 5 }, { profileId }],
    lifecycle: [{}],
    membership: [
      { segmentId, viewer: { anonymousId } },
      { segmentId, profileId },
      { segmentId, viewer: { userId } },
    ],
    models: [{}],
    offers: [
      { placement, viewer },
      { placement, viewer, context: { vehicleId, excludeVehicleIds: [vehicleId] } },
    ],
    placements: [{}],
    previewSegment: [{ rule }, ...referring.map((each) => ({ rule: each }))],
    profileMerges: [{ first: 5, profileId }],
    profile: [
      { identity: { kind: 'userId', value: userId } },
      { identity: { kind: 'ownedVin', value: isolatedVin } },
      { id: profileId },
      { anonymousId },
      { userId },
    ],
    rejectedEvents: [{ first: 5 }],
    retention: [{}],
    rightsRequest: [{ id: things.rightsRequestId }],
    rightsRequests: [{ first: 5 }],
    segment: [{ id: segmentId }],
    segments: [{ first: 5 }],
    segmentDeliveries: [{ first: 5, subscriptionId: things.subscriptionId }],
    segmentSubscriptions: [{}],
    tenant: [{}],
    vehicle: [{ id: vehicleId }],
    vehicles: [{ first: 5 }, { first: 5, filter: { dealerIds: [things.dealerId] } }],

    addCreative: [{ campaignId, input: { ...creative, headline: 'Mine', name: 'Mine' } }],
    addToAudienceList: onLists,
    archiveAudienceList: [{ id: listId }],
    archiveCreative: [{ id: creativeId }],
    archiveSegment: [{ id: segmentId }],
    createAudienceList: [{ name: 'Mine' }],
    createApiKey: [{ input: { name: 'mine', role: 'MARKETER' } }],
    createCampaign: [
      { input: { name: 'Mine', includeSegments: [segmentId] } },
      { input: { name: 'Mine', excludeSegments: [segmentId] } },
    ],
    createDealer: [{ input: { code: 'MINE', name: 'Mine', city: 'Bath' } }],
    createPlacement: [{ input: { key: 'search-results', name: 'Mine' } }],
    createSegment: [rule, ...referring].map((each) => ({ input: { name: 'Mine', rule: each } })),
    endCarOwnership: [{ vin: isolatedVin }],
    endCampaign: [{ id: campaignId }],
    importAudienceList: [{ input: { id: listId, csv: `userId\n${userId}` } }],
    importEvents: [{ input: { csv: 'event,date,email\nwalk-in,2026-11-20,mine@other.example' } }],
    launchCampaign: [{ id: campaignId }],
    pauseCampaign: [{ id: campaignId }],
    pauseSegmentSubscription: [{ id: things.subscriptionId }],
    removeSegmentSubscription: [{ id: things.subscriptionId }],
    resendSegmentDelivery: [{ id: things.deliveryId }],
    resumeSegmentSubscription: [{ id: things.subscriptionId }],
    rotateSegmentSubscriptionSecret: [{ id: things.subscriptionId }],
    subscribeToSegments: [
      {
        input: {
          kind: 'WEBHOOK',
          receiver: 'OURS',
          url: 'https://mine.example.com/hook',
          segmentIds: [segmentId],
        },
      },
      { input: { kind: 'QUEUE', receiver: 'OURS' } },
    ],
    mergeProfiles: [{ from: profileId, into: profileId, reason: 'Not theirs' }],
    unmergeProfiles: [{ mergeId: things.mergeId }],
    objectToProcessing: [{ profileId }],
    removeFromAudienceList: onLists,
    renameAudienceList: [{ id: listId, name: 'Mine' }],
    replaceAudienceList: onLists,
    rectifyPerson: everyPerson.map((person) => ({
      person,
      facts: [{ name: 'city', value: { text: 'Mine' } }],
    })),
    requestAccess: everyPerson.map((person) => ({ person })),
    requestAudienceExport: [{ segmentId, target: 'META_CUSTOM_AUDIENCE' }],
    requestErasure: everyPerson.map((person) => ({ person })),
    requestPortability: everyPerson.map((person) => ({ person })),
    recordConsent: [{ viewer, statements: [{ purpose: 'ADS', state: 'DENIED' }] }],
    removeEventMapping: [{ name: 'Secret event' }],
    replayRejectedEvents: [{ filter: { ids: [things.rejectedId] } }],
    setEventMapping: [{ input: { name: 'Their event', type: 'CUSTOM' } }],
    revokeApiKey: [{ id: apiKeyId }],
    setConsentPolicy: [{ input: { regime: 'OPT_IN', version: 'mine', categories: [] } }],
    setHousehold: [
      { viewer: { userId }, householdId: 'mine' },
      { profileId, householdId: 'mine' },
      { profileId, householdId: '' },
    ],
    setIdentityPolicy: [{ joinBy: ['email'] }],
    setLifecycle: [
      { input: { aipl: [{ stage: 'INTEREST', rule }], expectedVersion: 0 } },
      ...referring.flatMap((each) => [
        { input: { aipl: [{ stage: 'LOYALTY', rule: each }] } },
        { input: { journey: [{ stage: 'FINANCE', rule: each }] } },
      ]),
    ],
    setVehicleState: [{ id: vehicleId, state: 'SOLD' }],
    submitLead: [
      {
        input: {
          ...lead,
          contact: { email: 'mine@other.example' },
          viewer,
          vehicleId,
          idempotencyKey: 'mine',
        },
      },
    ],
    updateCampaign: [
      { id: campaignId, input: { name: 'Mine' } },
      { id: campaignId, input: { includeSegments: [segmentId], excludeSegments: [segmentId] } },
    ],
    updateCreative: [{ id: creativeId, input: { name: 'Mine' } }],
    updateSegment: [
      { id: segmentId, input: { name: 'Mine' } },
      ...referring.map((each) => ({ id: segmentId, input: { rule: each } })),
    ],
  };
}
