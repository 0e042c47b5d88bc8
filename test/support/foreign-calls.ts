import { campaignCases } from './foreign-campaign-calls.js';
import { experimentCases } from './foreign-experiment-calls.js';
import { modelCases } from './foreign-model-calls.js';
import { programmeCases } from './foreign-programme-calls.js';
import { creative, isolatedVin, lead, rule, type Things } from './tenants-things.js';

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
    ...campaignCases(things),
    ...experimentCases(things),
    ...modelCases(),
    apiKeys: [{}],
    audienceClauses: [{ segmentId }, ...[rule, ...referring].map((each) => ({ rule: each }))].map(
      (audience) => ({ audience }),
    ),
    audienceInsight: [
      ...[{ segmentId }, ...referring.map((each) => ({ rule: each }))].flatMap((theirs) => [
        { audience: theirs },
        { audience: { rule }, comparedWith: theirs },
      ]),
      { audience: { rule }, traits: ['city'] },
    ],
    audienceInsightById: [{ id: things.previewId }, { id: things.insightId }],
    audienceList: [{ id: listId }],
    audienceGrowth: [{ segmentId }],
    audienceOverlap: [{ segmentIds: [segmentId, segmentId.replace(/^./, 'f')] }],
    audienceLists: [{ first: 5 }, { first: 5, includeArchived: true }],
    audienceExport: [{ id: things.audienceExportId }],
    audienceExports: [{ first: 5 }],
    campaign: [{ id: campaignId }],
    campaigns: [{ first: 5 }, { first: 5, filter: { advertiserId: things.advertiserId } }],
    catalogueMakes: [{}],
    catalogueTrims: [{ first: 5 }],
    consent: [{ viewer: { anonymousId } }, { profileId }, { viewer: { userId } }],
    consentPolicy: [{}],
    dealer: [{ id: things.dealerId }],
    dealers: [{}],
    decision: [{ id: things.decisionId }],
    eventMappings: [{}],
    financeQuote: [{ id: things.financeQuoteId }],
    financeTables: [{}],
    tradeInTables: [{}],
    tradeInValuation: [{ make: 'Secretmake', model: 'Secretmodel', modelYear: 2020, mileage: 1, mileageUnit: 'KM', condition: 'GOOD' }].map((input) => ({ input })), // prettier-ignore
    eventReplay: [{ id: things.replayId }],
    eventCounts: [{ since: '2020-01-01T00:00:00Z' }],
    handoverDeliveries: [
      { first: 5 },
      { first: 5, leadId: things.leadId },
      { first: 5, targetId: things.handoverTargetId },
    ],
    handoverTargets: [{}, { dealerId: things.dealerId }],
    removeHandoverTarget: [{ id: things.handoverTargetId }],
    resendHandover: [{ id: things.handoverId }],
    setHandoverTarget: [{ id: things.handoverTargetId }, { dealerId: things.dealerId }].map((input) => ({
      input: { kind: 'WEBHOOK', name: 'Mine', url: 'https://mine.example.com/leads', ...input },
    })),
    tryHandoverTarget: [{ id: things.handoverTargetId }],
    household: [{ id: 'secret-household' }],
    iabAudiences: [{}],
    identityPolicy: [{}],
    lead: [{ id: things.leadId }],
    leadSettings: [{}],
    leads: [{ first: 5 }, { profileId }, { dealerId: things.dealerId }],
    lookalike: [{ id: things.lookalikeId }],
    lookalikes: [{ first: 5 }],
    lifecycle: [{}],
    membership: [
      { segmentId, viewer: { anonymousId } },
      { segmentId, profileId },
      { segmentId, viewer: { userId } },
    ],
    explainOffers: [
      { placement, viewer },
      { placement, viewer, campaignId },
    ],
    offers: [
      { placement, viewer },
      { placement, viewer, context: { vehicleId, excludeVehicleIds: [vehicleId] } },
    ],
    placements: [{}],
    previewSegment: [{ rule }, ...referring.map((each) => ({ rule: each }))],
    previewSegmentChange: [rule, ...referring].map((each) => ({ id: segmentId, rule: each })),
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
    segmentPreview: [{ id: things.previewId }],
    segments: [{ first: 5 }],
    segmentDeliveries: [{ first: 5, subscriptionId: things.subscriptionId }],
    segmentSubscriptions: [{}],
    suggestedAudiences: [{}],
    tenant: [{}],
    testDriveBooking: [{ id: things.testDriveId }],
    testDriveBookings: [{ first: 5 }, { first: 5, dealerId: things.dealerId }],
    ...programmeCases(things),
    testDriveCalendar: [{ id: things.testDriveId }],
    testDriveReminders: [{ first: 5 }],
    testDriveDemonstrators: [{ dealerId: things.dealerId }],
    testDriveSettings: [{ dealerId: things.dealerId }],
    testDriveSlots: [
      { dealerId: things.dealerId, vehicleId, from: '2026-11-01T00:00:00Z', to: '2099-01-01T00:00:00Z' },
    ],
    vehicle: [{ id: vehicleId }],
    vehicles: [{ first: 5 }, { first: 5, filter: { dealerIds: [things.dealerId] } }],

    addCreative: [{ campaignId, input: { ...creative, headline: 'Mine', name: 'Mine' } }],
    addTestDriveDemonstrator: [
      { input: { dealerId: things.dealerId, make: 'Mine', model: 'Mine' } },
      { input: { dealerId: things.dealerId, vehicleId } },
    ],
    addToAudienceList: onLists,
    bookTestDrive: [
      {
        input: {
          dealerId: things.dealerId,
          vehicleId,
          startsAt: things.testDriveAt,
          viewer,
          idempotencyKey: 'mine',
        },
      },
    ],
    cancelTestDrive: [{ id: things.testDriveId }],
    checkInShowroom: [{ input: { code: things.checkInCode, viewer, idempotencyKey: 'mine' } }],
    confirmTestDrive: [{ id: things.testDriveId }],
    moveLead: [
      { input: { leadId: things.leadId, to: 'SOLD', idempotencyKey: 'mine' } },
      { input: { leadId: things.leadId, dealerId: things.dealerId, to: 'SOLD', idempotencyKey: 'mine' } },
    ],
    moveTestDrive: [{ id: things.testDriveId, startsAt: things.testDriveAt }],
    recordTestDrive: [{ id: things.testDriveId, attended: true }],
    retireTestDriveDemonstrator: [{ id: things.demonstratorId }],
    setTestDriveSettings: [
      {
        input: {
          dealerId: things.dealerId,
          timeZone: 'Europe/London',
          weekly: [{ day: 'MONDAY', open: [{ opens: '09:00', closes: '18:00' }] }],
        },
      },
    ],
    archiveAudienceList: [{ id: listId }],
    createLookalike: [{ segmentId }, { listId }].map((seed) => ({
      input: { name: 'Mine', seed, size: 500 },
    })),
    refreshLookalike: [{ id: things.lookalikeId }],
    archiveCreative: [{ id: creativeId }],
    archiveSegment: [{ id: segmentId }],
    createAudienceList: [{ name: 'Mine' }],
    createApiKey: [{ input: { name: 'mine', role: 'MARKETER' } }],
    createDealerKey: [{ dealerId: things.dealerId, name: 'mine' }],
    createCampaign: [
      { input: { name: 'Mine', includeSegments: [segmentId] } },
      { input: { name: 'Mine', excludeSegments: [segmentId] } },
      { input: { name: 'Mine', advertiserId: things.advertiserId } },
      { input: { name: 'Mine', funding: [{ advertiserId: things.advertiserId, percent: 100 }] } },
    ],
    createDealer: [{ input: { code: 'MINE', name: 'Mine', city: 'Bath' } }],
    createPlacement: [{ input: { key: 'search-results', name: 'Mine' } }],
    createSegment: [rule, ...referring].map((each) => ({
      input: { name: 'Mine', rule: each, iabIds: ['810'] },
    })),
    endCarOwnership: [{ vin: isolatedVin }],
    updateDealer: [{ id: things.dealerId, input: { name: 'Mine' } }],
    endCampaign: [{ id: campaignId }],
    importAudienceList: [{ input: { id: listId, csv: `userId\n${userId}` } }],
    importFinanceTable: [
      {
        input: {
          name: 'Mine',
          jurisdiction: 'US',
          currency: 'USD',
          csv: 'make,model,product,term,rate\nFiat,500,LOAN,36,5.9',
        },
      },
    ],
    importTradeInTable: [{ input: { name: 'Mine', currency: 'USD', csv: 'make,model,yearFrom,yearTo,mileageTo,mileageUnit,condition,low,high\nFiat,500,2010,2026,200000,KM,GOOD,1,2' } }], // prettier-ignore
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
    rerouteLead: [{ leadId: things.leadId }],
    setLeadSettings: [
      { input: { dealerId: things.dealerId, responseMinutes: 30 } },
      { input: { responseMinutes: 30 } },
    ],
    restoreSegmentVersion: [{ id: segmentId, version: 1 }],
    rectifyPerson: everyPerson.map((person) => ({
      person,
      facts: [{ name: 'city', value: { text: 'Mine' } }],
    })),
    requestAccess: everyPerson.map((person) => ({ person })),
    requestAudienceExport: [{ segmentId, target: 'META_CUSTOM_AUDIENCE' }],
    requestErasure: everyPerson.map((person) => ({ person })),
    requestPortability: everyPerson.map((person) => ({ person })),
    quoteFinance: [
      { vehicleId },
      { trim: { make: 'Toyota', model: 'RAV4', modelYear: 2026, price: '30000', currency: 'GBP' } },
    ].map((car) => ({ input: { car, product: 'LOAN', termMonths: 36, viewer } })),
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
    stockFeed: [{ id: things.stockFeedId }],
    stockFeeds: [{}],
    acceptStockFeed: [{ id: things.stockFeedId }],
    importStockFeed: [{ input: { content: 'stock no,dealer,make,model,year,price\n', feed: 'theirs' } }],
    substitutes: [{ vehicleId }],
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
      { id: campaignId, input: { advertiserId: things.advertiserId, funding: [{ advertiserId: things.advertiserId, percent: 100 }] } }, // prettier-ignore
      { id: campaignId, input: { includeSegments: [segmentId], excludeSegments: [segmentId] } },
    ],
    updateCreative: [{ id: creativeId, input: { name: 'Mine' } }],
    updateSegment: [
      { id: segmentId, input: { name: 'Mine', iabIds: ['810'] } },
      ...referring.map((each) => ({ id: segmentId, input: { rule: each } })),
    ],
  };
}
