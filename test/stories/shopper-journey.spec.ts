import { z } from 'zod';
import { adfFaults } from '../support/adf-grammar.js';
import { eventually } from '../support/carousel.js';
import { HandoverStory } from '../support/handover-story.js';
import { adfIds, adfText } from '../support/lead-receivers.js';

const patienceMs = 60_000;
const edges = <T extends z.ZodType>(node: T) => z.object({ edges: z.array(z.object({ node })) });
const offersAnswer = z.object({
  offers: z.object({
    decisionId: z.string(),
    items: z.array(z.object({ vehicle: z.object({ id: z.string() }), trackingToken: z.string() })),
  }),
});
const carAnswer = z.object({
  vehicle: z.object({ id: z.string(), stockNumber: z.string(), make: z.string(), model: z.string(), dealer: z.object({ id: z.string(), code: z.string() }) }),
}); // prettier-ignore
const profileAnswer = z.object({
  profile: z.object({
    id: z.string(),
    identities: z.array(z.object({ kind: z.string(), value: z.string() })),
    events: edges(z.object({ type: z.string() })),
  }),
});
const leadAnswer = z.object({
  lead: z.object({
    profileId: z.string(),
    status: z.string(),
    dealerId: z.string().nullable(),
    score: z.object({ probability: z.number(), grade: z.string(), baseLogOdds: z.number(), reasons: z.array(z.object({ feature: z.string(), logOdds: z.number() })) }),
    ledger: edges(z.object({ number: z.number(), grade: z.string(), logOdds: z.number(), changes: z.array(z.object({ logOdds: z.number() })) })),
    moves: z.array(z.object({ to: z.string() })),
  }),
}); // prettier-ignore
const decisionAnswer = z.object({
  decision: z.object({ items: z.array(z.object({ vehicleId: z.string(), outcomes: z.array(z.object({ type: z.string() })) })) }).nullable(),
}); // prettier-ignore
const leadsAnswer = z.object({ leads: edges(z.object({ id: z.string() })) });
const stagesAnswer = z.object({
  lifecycle: z.object({
    stages: z.array(z.object({ stage: z.string(), segment: z.object({ id: z.string() }) })),
  }),
});
const sum = (numbers: readonly { readonly logOdds: number }[]) => numbers.reduce((total, { logOdds }) => total + logOdds, 0); // prettier-ignore

/** One shopper, from the first offer they see to the car they buy: each step through the door by which it comes. */
describe('a shopper on the way to a car', () => {
  let house: HandoverStory;
  let car: z.infer<typeof carAnswer>['vehicle'];
  let profileId: string;
  let leadId: string;
  let decisionId: string;
  let trackingToken: string;
  const viewer = { anonymousId: 'device-1', userId: 'ann' };
  const seen = ['OFFER_CLICKED', 'OFFER_VIEWED'];
  const credit = ['LEAD_SUBMITTED', ...seen];

  beforeAll(async () => {
    house = await HandoverStory.begin('PT0.2S,PT1S,PT5S', 'PT5S');
  });
  afterAll(() => house.end());

  const asShopper = async (query: string, variables: object) => {
    const { data, errors } = await house.story.ask(query, variables, house.story.keys.storefront);
    expect(errors).toEqual([]);
    return data;
  };
  const does = async (event: string, properties: object = {}, who: object = viewer) => {
    const client = house.story.segment();
    client.track({ anonymousId: '', ...who, event, properties });
    await client.closeAndFlush();
  };
  const profile = async (who: object = { userId: viewer.userId }) =>
    profileAnswer.parse(await house.ask('query ($userId: String, $anonymousId: String) { profile(userId: $userId, anonymousId: $anonymousId) { id identities { kind value } events(first: 100) { edges { node { type } } } } }', who)).profile; // prettier-ignore
  /** The stages of a lifecycle the shopper is at, once it is the wanted one. */
  const comesTo = async (of: 'AIPL' | 'JOURNEY', wanted: string | null, who: object) => {
    const data = await house.ask('query ($of: LifecycleKind!) { lifecycle { stages(of: $of) { stage segment { id } } } }', { of }); // prettier-ignore
    const { stages } = stagesAnswer.parse(data).lifecycle;
    const standing = async () => {
      const at: string[] = [];
      for (const { stage, segment } of stages) {
        const answer = await house.ask('query ($id: ID!, $viewer: ViewerInput!) { membership(segmentId: $id, viewer: $viewer) { isMember } }', { id: segment.id, viewer: who }); // prettier-ignore
        if (JSON.stringify(answer).includes('true')) at.push(stage);
      }
      return at;
    };
    expect([of, await eventually(standing, (at) => at.join() === (wanted ?? ''), patienceMs)]).toEqual([of, wanted === null ? [] : [wanted]]); // prettier-ignore
  };
  /** What was credited to each offer of the decision that began it all, as `place types`; decisions are written in batches, so at first there may be none. */
  const credited = async () => {
    const { data } = await house.story.ask('query ($id: ID!) { decision(id: $id) { items { vehicleId outcomes { type } } } }', { id: decisionId }, house.story.keys.admin); // prettier-ignore
    const { decision } = decisionAnswer.parse(data);
    return (decision?.items ?? []).flatMap(({ vehicleId, outcomes }, place) =>
      outcomes.map(({ type }) => `${place} ${vehicleId === car.id ? 'the car' : 'another'} ${type}`).sort(),
    );
  };
  /** All that is known of the shopper at a step: what they did and how often, how far they are in both ways, and what the offer is credited with. */
  const stands = async (did: Readonly<Record<string, number>>, aipl: string, journey: string | null, outcomes: readonly string[], who: object = viewer) => {
    const { events } = await profile(who === viewer ? { userId: viewer.userId } : who);
    const counts: Record<string, number> = {};
    for (const { node } of events.edges) counts[node.type] = (counts[node.type] ?? 0) + 1;
    expect(Object.fromEntries(Object.keys(did).map((type) => [type, counts[type] ?? 0]))).toEqual(did);
    await comesTo('AIPL', aipl, who);
    await comesTo('JOURNEY', journey, who);
    const wanted = outcomes.map((type) => `0 the car ${type}`);
    expect(await eventually(credited, (found) => found.length >= wanted.length, patienceMs)).toEqual(wanted);
  }; // prettier-ignore
  const lead = async () =>
    leadAnswer.parse(await house.ask('query ($id: ID!) { lead(id: $id) { profileId status dealerId score { probability grade baseLogOdds reasons { feature logOdds } } ledger(first: 50) { edges { node { number grade logOdds changes { logOdds } } } } moves { to } } }', { id: leadId })).lead; // prettier-ignore

  it('sees an offer and clicks it: the decision is credited with both', async () => {
    await house.ask('mutation { setLifecycle(input: { track: true }) { __typename } }');
    const offers = 'query ($viewer: ViewerInput!) { offers(placement: "home-hero", viewer: $viewer, first: 3) { ... on Offers { decisionId items { vehicle { id } trackingToken } } } }'; // prettier-ignore
    const anonymous = { anonymousId: viewer.anonymousId };
    const { offers: shownToThem } = offersAnswer.parse(await asShopper(offers, { viewer: anonymous }));
    const [shown] = shownToThem.items;
    decisionId = shownToThem.decisionId;
    trackingToken = shown?.trackingToken ?? '';
    const read = 'query ($id: ID!) { vehicle(id: $id) { id stockNumber make model dealer { id code } } }';
    car = carAnswer.parse(await asShopper(read, { id: shown?.vehicle.id })).vehicle;
    await does('Offer Viewed', { trackingToken }, anonymous);
    await stands({ OFFER_VIEWED: 1, OFFER_CLICKED: 0 }, 'AWARENESS', null, ['OFFER_VIEWED'], anonymous);
    // A browser that tells of the click twice is credited once.
    for (let time = 0; time < 2; time++) await does('Offer Clicked', { trackingToken }, anonymous);
    await stands({ OFFER_VIEWED: 1, OFFER_CLICKED: 2 }, 'AWARENESS', null, ['OFFER_CLICKED', 'OFFER_VIEWED'], anonymous); // prettier-ignore
  });

  it('looks at the car and signs in: one profile, taking an interest, researching', async () => {
    for (let look = 0; look < 3; look++)
      await does('Product Viewed', { sku: car.stockNumber }, { anonymousId: viewer.anonymousId });
    await does('Product Viewed', { sku: car.stockNumber });
    const known = await profile();
    profileId = known.id;
    expect(known.identities.map(({ value }) => value).sort()).toEqual(['ann', 'device-1']);
    await stands({ OFFER_VIEWED: 1, OFFER_CLICKED: 2, VEHICLE_VIEWED: 4 }, 'INTEREST', 'RESEARCH', seen);
  });

  it('comes to the showroom and drives the car', async () => {
    const everyDay = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'].map((day) => ({ day, open: [{ opens: '00:00', closes: '24:00' }] })); // prettier-ignore
    await house.ask('mutation ($id: ID!, $input: UpdateDealerInput!) { updateDealer(id: $id, input: $input) { id } }', { id: car.dealer.id, input: { timeZone: 'Europe/London', hours: { weekly: everyDay } } }); // prettier-ignore
    const settings = await house.ask('mutation ($input: TestDriveSettingsInput!) { setTestDriveSettings(input: $input) { ... on TestDriveSettings { checkInCode } } }', { input: { dealerId: car.dealer.id, slotMinutes: 10, pauseMinutes: 0, noticeMinutes: 0 } }); // prettier-ignore
    const { setTestDriveSettings } = z.object({ setTestDriveSettings: z.object({ checkInCode: z.string() }) }).parse(settings); // prettier-ignore
    await house.ask('mutation ($input: AddDemonstratorInput!) { addTestDriveDemonstrator(input: $input) { __typename } }', { input: { dealerId: car.dealer.id, vehicleId: car.id } }); // prettier-ignore

    await asShopper('mutation ($input: CheckInInput!) { checkInShowroom(input: $input) { ... on ShowroomVisit { visitedAt } } }', { input: { code: setTestDriveSettings.checkInCode, viewer, idempotencyKey: 'visit-1' } }); // prettier-ignore
    await stands(
      { VEHICLE_VIEWED: 4, SHOWROOM_VISITED: 1, TEST_DRIVE_BOOKED: 0 },
      'INTEREST',
      'RESEARCH',
      seen,
    );

    const from = new Date();
    const free = await asShopper('query ($dealerId: ID!, $vehicleId: ID!, $from: Instant!, $to: Instant!) { testDriveSlots(dealerId: $dealerId, vehicleId: $vehicleId, from: $from, to: $to) { startsAt } }', { dealerId: car.dealer.id, vehicleId: car.id, from, to: new Date(from.getTime() + 3_600_000) }); // prettier-ignore
    const [slot] = z.object({ testDriveSlots: z.array(z.object({ startsAt: z.string() })) }).parse(free).testDriveSlots; // prettier-ignore
    const booked = await asShopper('mutation ($input: BookTestDriveInput!) { bookTestDrive(input: $input) { ... on TestDriveBooking { id } } }', { input: { dealerId: car.dealer.id, vehicleId: car.id, startsAt: slot?.startsAt, viewer, driver: { name: 'Ann' }, idempotencyKey: 'drive-1' } }); // prettier-ignore
    const { id } = z.object({ bookTestDrive: z.object({ id: z.string() }) }).parse(booked).bookTestDrive;
    await stands({ SHOWROOM_VISITED: 1, TEST_DRIVE_BOOKED: 1, TEST_DRIVE_TAKEN: 0 }, 'INTEREST', 'TEST_DRIVE', seen); // prettier-ignore
    await house.ask('mutation ($id: ID!) { recordTestDrive(id: $id, attended: true, outcome: INTERESTED) { ... on TestDriveBooking { status } } }', { id }); // prettier-ignore
    await stands({ TEST_DRIVE_BOOKED: 1, TEST_DRIVE_TAKEN: 1, TEST_DRIVE_MISSED: 0 }, 'INTEREST', 'TEST_DRIVE', seen); // prettier-ignore
  });

  it('finds what it costs a month, and is quoted just that', async () => {
    const csv = `make,model,product,termMonths,annualMileage,mileageUnit,annualPercent,residualPercent\n${car.make},${car.model},LEASE,36,10000,MI,5.9,45`; // prettier-ignore
    await house.ask('mutation ($input: ImportFinanceTableInput!) { importFinanceTable(input: $input) { ... on FinanceTable { rows } } }', { input: { name: 'Leases', jurisdiction: 'UK', currency: 'GBP', csv } }); // prettier-ignore
    const search = await asShopper('query ($filter: VehicleFilter!) { vehicles(first: 200, filter: $filter) { edges { node { id } payment { payment { amount } } } } }', { filter: { make: [car.make], monthlyPayment: { to: '100000', product: 'LEASE', termMonths: 36 } } }); // prettier-ignore
    const found = z.object({ vehicles: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }), payment: z.object({ payment: z.object({ amount: z.string() }) }) })) }) }).parse(search).vehicles.edges.find(({ node }) => node.id === car.id); // prettier-ignore
    const quote = await asShopper('mutation ($input: QuoteFinanceInput!) { quoteFinance(input: $input) { ... on FinanceQuote { payment { amount } disclosures { text } } } }', { input: { car: { vehicleId: car.id }, product: 'LEASE', termMonths: 36, viewer } }); // prettier-ignore
    expect(quote).toMatchObject({ quoteFinance: { payment: found?.payment.payment } });
    await stands({ TEST_DRIVE_TAKEN: 1, LEASE_QUOTED: 1, LEAD_SUBMITTED: 0 }, 'INTEREST', 'FINANCE', seen);
  });

  it('asks for its price in cash and what their old car is worth: drives, quotes and trade-ins are there for audiences to ask for', async () => {
    const bands = 'make,model,trim,yearFrom,yearTo,mileageFrom,mileageTo,mileageUnit,condition,low,high\nVW,Golf,,2015,2020,,90000,KM,GOOD,8000,9500'; // prettier-ignore
    await house.ask('mutation ($csv: String!) { importTradeInTable(input: { name: "Journey", currency: "GBP", csv: $csv }) { ... on TradeInTable { rows } } }', { csv: bands }); // prettier-ignore
    const worth = await asShopper('query ($viewer: ViewerInput!) { tradeInValuation(input: { make: "VW", model: "Golf", modelYear: 2018, mileage: 40000, mileageUnit: KM, condition: GOOD, viewer: $viewer }) { ... on TradeInBand { low { amount } } } }', { viewer }); // prettier-ignore
    expect(worth).toEqual({ tradeInValuation: { low: { amount: '8000.00' } } });
    await asShopper('mutation ($input: QuoteFinanceInput!) { quoteFinance(input: $input) { ... on FinanceQuote { id } } }', { input: { car: { vehicleId: car.id }, product: 'CASH', termMonths: 1, viewer } }); // prettier-ignore
    const rule = {
      all: [
        { did: { event: 'TEST_DRIVE_TAKEN', where: { make: [car.make] } } },
        { did: { event: 'LEASE_QUOTED', where: { model: [car.model] }, properties: [{ name: 'termMonths', is: 36 }] } },
        { did: { event: 'CUSTOM', name: 'Cash Quoted', where: { make: [car.make] } } },
        { did: { event: 'CUSTOM', name: 'Trade-in Valued', properties: [{ name: 'make', is: 'Volkswagen' }, { name: 'low', atLeast: 7_500 }] } },
      ],
    }; // prettier-ignore
    const size = async () => JSON.stringify(await house.ask('query ($rule: RuleInput!) { previewSegment(rule: $rule) { ... on SegmentPreview { size } ... on InvalidRule { problems { path message } } } }', { rule })); // prettier-ignore
    expect(await eventually(size, (said) => said.includes('"size":1'), patienceMs)).toBe('{"previewSegment":{"size":1}}'); // prettier-ignore
    await stands({ LEASE_QUOTED: 1, CUSTOM: 2 }, 'INTEREST', 'FINANCE', seen);
  });

  it('raises a hand: scored by all of that, handed over as ADF by mail and by post, once', async () => {
    await house.setTargets(car.dealer.id);
    // The site tells of the form with the token of the offer that led to it, and tells it twice: one hand, one lead, one credit.
    for (let time = 0; time < 2; time++) await does('Form Submitted', { formName: 'lease', email: 'ann@shopper.example', firstName: 'Ann', sku: car.stockNumber, trackingToken }, { ...viewer, messageId: 'form-1' }); // prettier-ignore
    const raised = async () => leadsAnswer.parse(await house.ask('query ($profileId: ID!) { leads(profileId: $profileId) { edges { node { id } } } }', { profileId })).leads.edges.map(({ node }) => node.id); // prettier-ignore
    const [first, ...others] = await eventually(raised, ({ length }) => length > 0, patienceMs);
    expect(others).toEqual([]);
    leadId = first ?? '';
    const { profileId: whose, status, dealerId, score } = await lead();
    expect([whose, status, dealerId]).toEqual([profileId, 'NEW', car.dealer.id]);
    const logOdds = score.baseLogOdds + sum(score.reasons);
    expect(1 / (1 + Math.exp(-logOdds))).toBeCloseTo(score.probability, 4);
    // What speaks for a sale is what they did on the way here; that they were quoted a payment is not told as if they had not been.
    const spoke = (feature: string) => Math.sign(score.reasons.find((reason) => reason.feature === feature)?.logOdds ?? 0); // prettier-ignore
    expect(['testDrivesTaken60d', 'testDrivesBooked30d', 'showroomVisits30d', 'offersClicked14d'].map(spoke)).toEqual([1, 1, 1, 1]); // prettier-ignore
    expect(spoke('paymentEstimates14d')).toBeGreaterThanOrEqual(0);
    await stands({ LEASE_QUOTED: 1, LEAD_SUBMITTED: 1, LEAD_GRADED: 1, LEAD_MOVED: 0 }, 'INTEREST', 'FINANCE', credit); // prettier-ignore
    const received = () => Promise.resolve([house.mail, house.adf].flatMap((receiver) => receiver.received.filter(({ text }) => adfIds(text).lead === leadId))); // prettier-ignore
    for (const { text } of await eventually(received, ({ length }) => length === 2, patienceMs)) {
      expect(adfFaults(text)).toEqual([]);
      expect([adfText(text, 'make'), adfText(text, 'name')]).toEqual([car.make, 'Ann']);
      expect(text).toContain(`source="StoreCode">${car.dealer.code}<`);
    }
  });

  it('buys: told by the dealer, and by the order, each stage and score follows', async () => {
    const [delivery] = await house.deliveries(`, leadId: "${leadId}"`);
    for (const status of ['contacted', 'appointment', 'sold']) {
      const body = JSON.stringify({ deliveryId: delivery?.id, status, at: new Date().toISOString(), key: status }); // prettier-ignore
      const answer = await fetch(`${house.story.carousel.url}/v1/leads/feedback`, { method: 'POST', headers: { authorization: `Bearer ${house.story.keys.marketer}` }, body }); // prettier-ignore
      expect([status, answer.status]).toEqual([status, 200]);
      const standing = await lead();
      expect(standing.status).toBe(status.toUpperCase());
      const last = standing.ledger.edges.map(({ node }) => node).sort((one, other) => other.number - one.number)[0]; // prettier-ignore
      expect([standing.score.grade, 1 / (1 + Math.exp(-(last?.logOdds ?? NaN)))]).toEqual([last?.grade, expect.closeTo(standing.score.probability, 4)]); // prettier-ignore
      if (status !== 'sold') await stands({ LEAD_SUBMITTED: 1, LEAD_MOVED: status === 'contacted' ? 1 : 2 }, 'INTEREST', 'FINANCE', credit); // prettier-ignore
    }
    const { status, moves, score, ledger } = await lead();
    expect([status, moves.map(({ to }) => to).sort()]).toEqual([
      'SOLD',
      ['APPOINTMENT', 'CONTACTED', 'SOLD'],
    ]);
    const entries = ledger.edges.map(({ node }) => node).sort((one, other) => one.number - other.number);
    expect(sum(entries.flatMap(({ changes }) => changes))).toBeCloseTo(entries.at(-1)?.logOdds ?? NaN, 5);
    expect(score.grade).toBe(entries.at(-1)?.grade);

    await does('Order Completed', { orderId: 'o-1', sku: car.stockNumber, total: 30_000 });
    await house.ask('mutation ($id: ID!) { setVehicleState(id: $id, state: SOLD) { id } }', { id: car.id });
    await stands({ OFFER_VIEWED: 1, VEHICLE_VIEWED: 4, SHOWROOM_VISITED: 1, TEST_DRIVE_TAKEN: 1, LEASE_QUOTED: 1, LEAD_SUBMITTED: 1, LEAD_MOVED: 3, ORDER_PLACED: 1 }, 'PURCHASE', 'PURCHASE', credit); // prettier-ignore
    expect((await profile()).id).toBe(profileId);
    const offers = await asShopper('query ($viewer: ViewerInput!) { offers(placement: "home-hero", viewer: $viewer, first: 6) { ... on Offers { items { vehicle { id } } } } }', { viewer }); // prettier-ignore
    expect(JSON.stringify(offers)).not.toContain(car.id);
  });
});
