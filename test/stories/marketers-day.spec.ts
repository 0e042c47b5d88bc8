import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

const zone = 'Europe/London';
const offersQuery = `query ($placement: String!, $viewer: ViewerInput!) { offers(placement: $placement, viewer: $viewer, first: 1) {
  ... on Offers { items { creative { headline } trackingToken } } ... on NothingToShow { step reason } } }`;
const offersAnswer = z.object({
  offers: z.union([
    z.object({ items: z.array(z.object({ creative: z.object({ headline: z.string() }), trackingToken: z.string() })) }), // prettier-ignore
    z.object({ step: z.string(), reason: z.string() }),
  ]),
});
const amount = z.object({ amount: z.string() }).transform((money) => money.amount);
const money = `spend { total { amount } today { amount } day charges }
  pacing { state message remedy share multiplier setAt today { whole { amount } target { amount } spent { amount } expected { amount } } flight { expected { amount } } }`;
const moneyAnswer = z.object({
  campaign: z.object({
    spend: z.object({ total: amount, today: amount, day: z.string(), charges: z.number() }),
    pacing: z
      .object({
        ...{ state: z.string(), message: z.string(), remedy: z.string().nullable() },
        ...{ share: z.number().nullable(), multiplier: z.number().nullable(), setAt: z.string().nullable() },
        today: z.object({ whole: amount, target: amount, spent: amount, expected: amount.nullable() }),
      })
      .loose(),
  }),
});
const launchMutation = `mutation ($id: ID!) { launchCampaign(id: $id) { ... on Campaign { status } ... on CannotLaunch { reasons { code message remedy } } } }`;
const explainQuery = `query ($placement: String!, $viewer: ViewerInput!, $id: ID!) { explainOffers(placement: $placement, viewer: $viewer, campaignId: $id) {
  campaigns { step message remedy takesPartIn } } }`;
const explainAnswer = z.object({
  explainOffers: z.object({
    campaigns: z.tuple([
      z.object({ step: z.string().nullable(), message: z.string(), remedy: z.string().nullable(), takesPartIn: z.number() }), // prettier-ignore
    ]),
  }),
});
const creative = (headline: string) => ({ name: headline, angle: 'PRICE', headline, body: 'Come and see it.', callToAction: { label: 'See it', url: 'https://example.com/{vehicleId}' } }); // prettier-ignore

/** One marketer, from the plan in the morning to the figures after midnight, with the house's clock beside theirs. */
describe("a marketer's day", () => {
  let story: Story;
  const morning = DateTime.now().setZone(zone).plus({ days: 1 }).set({ hour: 10, minute: 0, second: 0 });
  const clockAt = (then: DateTime) => ({ CLOCK_OFFSET: `PT${Math.round((then.toMillis() - Date.now()) / 1_000)}S` }); // prettier-ignore
  beforeAll(async () => {
    story = await Story.begin({ env: clockAt(morning) });
  }, 120_000);
  afterAll(() => story.end());

  const ask = async (query: string, variables: object = {}, key = story.keys.marketer) => {
    const { data, errors } = await story.ask(query, variables, key);
    expect(errors).toEqual([]);
    return data;
  };
  /** The same house at another time of day. */
  const at = async (then: DateTime) => {
    for (const door of [...story.carousel.apis, ...story.carousel.workers]) await story.carousel.close(door);
    await story.carousel.startApi(clockAt(then));
    await story.carousel.startWorker(clockAt(then));
  };
  const offers = async (placement: string, anonymousId: string) =>
    offersAnswer.parse(await ask(offersQuery, { placement, viewer: { anonymousId } }, story.keys.storefront)).offers; // prettier-ignore
  const send = async (batch: object[]) =>
    expect((await story.collect('batch', JSON.stringify({ batch }))).status).toBe(200);
  const told = (event: string, anonymousId: string, trackingToken: string) => ({ type: 'track', event, anonymousId, messageId: randomUUID(), properties: { trackingToken } }); // prettier-ignore
  const moneyOf = async (id: string) => moneyAnswer.parse(await ask(`query ($id: ID!) { campaign(id: $id) { ${money} } }`, { id })).campaign; // prettier-ignore
  const explained = async (placement: string, id: string) => explainAnswer.parse(await ask(explainQuery, { placement, viewer: { anonymousId: 'passer-by' }, id })).explainOffers.campaigns[0]; // prettier-ignore
  const draft = async (input: object) => {
    const data = await ask('mutation ($input: CreateCampaignInput!) { outcome: createCampaign(input: $input) { ... on Campaign { id } ... on InvalidCampaign { problems { path } } } }', { input }); // prettier-ignore
    return z.object({ outcome: z.union([z.object({ id: z.string() }), z.object({ problems: z.array(z.object({ path: z.string() })) })]) }).parse(data).outcome; // prettier-ignore
  };
  const drafted = async (input: object) => z.object({ id: z.string() }).parse(await draft(input)).id;
  const change = async (id: string, input: object) =>
    expect(await ask('mutation ($id: ID!, $input: UpdateCampaignInput!) { updateCampaign(id: $id, input: $input) { ... on Campaign { id } ... on InvalidCampaign { problems { path message } } } }', { id, input })).toEqual({ updateCampaign: { id } }); // prettier-ignore
  const launch = async (id: string) => z.object({ launchCampaign: z.object({ status: z.string().optional(), reasons: z.array(z.object({ code: z.string() })).optional() }) }).parse(await ask(launchMutation, { id })).launchCampaign; // prettier-ignore
  const approved = async (id: string) => {
    const submitted = z.object({ submitCampaign: z.object({ version: z.number() }) }).parse(await ask('mutation ($id: ID!) { submitCampaign(id: $id) { ... on Campaign { version } } }', { id })); // prettier-ignore
    const { version } = submitted.submitCampaign;
    await ask('mutation ($id: ID!, $version: Int!) { approveCampaign(id: $id, version: $version) { ... on Campaign { id } ... on ApprovalRefused { code } } }', { id, version }, story.keys.admin); // prettier-ignore
  };
  const keyId = (key: string) => key.split('_')[2];
  let visits = 0;
  /** Somebody comes; what they are shown they see, and the first of three is clicked. */
  const visit = async (placement: string, people: readonly string[]) => {
    const who = people[visits++ % people.length] ?? '';
    const answer = await offers(placement, who);
    if ('step' in answer) return answer.step;
    for (const [place, { trackingToken }] of answer.items.entries())
      await send([told('Offer Viewed', who, trackingToken), ...(visits % 3 === 0 && place === 0 ? [told('Offer Clicked', who, trackingToken)] : [])]); // prettier-ignore
    return 'SHOWN';
  };
  const comeUntil = (placement: string, people: readonly string[], isRight: (step: string) => boolean) => eventually(() => visit(placement, people), isRight, 120_000); // prettier-ignore

  it('is planned, launched, watched, mended, ended and read', async () => {
    // The plan: all that is wrong with it is said at once, and then all that keeps it from running.
    await ask('mutation { setCampaignSettings(input: { approvalNeeded: true }) { approvalNeeded } }', {}, story.keys.admin); // prettier-ignore
    for (const [key, floor] of [['hero', '900'], ['side', '50']]) await ask('mutation ($input: CreatePlacementInput!) { createPlacement(input: $input) { key } }', { input: { key, name: key, floor } }); // prettier-ignore
    const wrong = await draft({ name: '', bid: { perThousand: '-1' }, placements: ['nowhere'] });
    expect('problems' in wrong ? wrong.problems.length : 0).toBeGreaterThanOrEqual(2);
    const winter = await drafted({ name: 'Winter launch', bid: { perThousand: '900' } });
    expect((await launch(winter)).reasons?.map(({ code }) => code).sort()).toEqual(['NOT_APPROVED', 'NO_BUDGET', 'NO_CREATIVE', 'NO_PLACEMENT']); // prettier-ignore

    // Whom it is for: previewed before anything is made of it.
    const lookers = Array.from({ length: 16 }, (_, n) => `looker-${n}`);
    await send(lookers.map((anonymousId) => ({ type: 'track', event: 'Product Viewed', anonymousId, messageId: randomUUID(), properties: { make: 'Zastava', model: '750' } }))); // prettier-ignore
    const rule = { did: { event: 'VEHICLE_VIEWED', where: { make: ['Zastava'] } } };
    const preview = () => ask('query ($rule: RuleInput!) { previewSegment(rule: $rule) { ... on SegmentPreview { size isExact } } }', { rule }); // prettier-ignore
    await eventually(preview, (data) => JSON.stringify(data).includes('"size":16'), 30_000);
    const made = await ask('mutation ($input: CreateSegmentInput!) { createSegment(input: $input) { ... on Segment { id } } }', { input: { name: 'Zastava lookers', rule } }); // prettier-ignore
    const segmentId = z.object({ createSegment: z.object({ id: z.string() }) }).parse(made).createSegment.id;

    await change(winter, { placements: ['hero'], budget: { daily: '45' }, includeSegments: [segmentId] });
    for (const headline of ['Plain', 'Bold']) await ask('mutation ($id: ID!, $input: CreativeInput!) { addCreative(campaignId: $id, input: $input) { ... on Creative { id } } }', { id: winter, input: creative(headline) }); // prettier-ignore
    expect((await launch(winter)).reasons?.map(({ code }) => code)).toEqual(['NOT_APPROVED']);
    await approved(winter);
    expect(await launch(winter)).toEqual({ status: 'LIVE' });

    // Which creative is better is tried from the first offer on.
    const { creatives } = z.object({ campaign: z.object({ creatives: z.array(z.object({ id: z.string() })) }) }).parse(await ask('query ($id: ID!) { campaign(id: $id) { creatives { id } } }', { id: winter })).campaign; // prettier-ignore
    const arms = creatives.map(({ id }, place) => ({ name: 'AB'.charAt(place), share: 0.5, creativeIds: [id] })); // prettier-ignore
    const planned = await ask('mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { ... on Experiment { id } } }', { input: { name: 'Plain or bold', kind: 'CREATIVES', campaignId: winter, measure: 'CLICKS', smallestLift: 0.5, arms } }); // prettier-ignore
    const experiment = z.object({ createExperiment: z.object({ id: z.string() }) }).parse(planned).createExperiment.id; // prettier-ignore
    expect(await ask('mutation ($id: ID!) { startExperiment(id: $id) { ... on Experiment { status } } }', { id: experiment })).toEqual({ startExperiment: { status: 'RUNNING' } }); // prettier-ignore

    // It runs for whom it is for, and for nobody else; its money is watched.
    expect(await eventually(() => visit('hero', ['a-stranger']), (step) => step === 'AUDIENCE', 20_000)).toBe('AUDIENCE'); // prettier-ignore
    await comeUntil('hero', lookers, (step) => step === 'SHOWN');
    await eventually(
      async () => {
        await visit('hero', lookers);
        return moneyOf(winter);
      },
      ({ pacing, spend }) => pacing.setAt !== null && spend.charges > 0,
      60_000,
    );

    // Another starves: the floor of its place is raised after it was launched. Offers, explanation and, an hour later, pacing say so, each with its remedy.
    const side = await drafted({ name: 'Spring sale', bid: { perThousand: '100' }, budget: { daily: '6' }, placements: ['side'], schedule: { timeZone: 'America/New_York' }, creatives: [creative('Spring')] }); // prettier-ignore
    await approved(side);
    expect(await launch(side)).toEqual({ status: 'LIVE' });
    await ask('mutation { updatePlacement(key: "side", input: { floor: "500" }) { key } }');
    expect(await comeUntil('side', ['passer-by'], (step) => step === 'BELOW_FLOOR')).toBe('BELOW_FLOOR');
    expect(await explained('side', side)).toMatchObject({ step: 'BELOW_FLOOR', remedy: 'Raise its bid, or choose a placement with a lower floor.' }); // prettier-ignore
    expect(JSON.stringify(await ask('query ($id: ID!) { campaign(id: $id) { whyNotRunning { code } } }', { id: side }))).toContain('BELOW_EVERY_FLOOR'); // prettier-ignore
    await at(morning.plus({ hours: 1 }));
    const starved = await eventually(
      () => moneyOf(side),
      ({ pacing }) => pacing.state === 'NO_CHANCES',
      60_000,
    );
    const watched = await eventually(() => moneyOf(winter), ({ pacing }) => pacing.today.expected !== null, 60_000); // prettier-ignore
    expect(watched.pacing.today.whole).toBe('45.00');
    expect((watched.pacing.share ?? 1) * (watched.pacing.multiplier ?? 1)).toBeLessThan(1);
    expect(['ON_PACE', 'AHEAD']).toContain(watched.pacing.state);
    expect(watched.pacing.message).toMatch(/^(On pace|Ahead).* It (takes part in|bids) [\d.]+ % of .*, so that its budget lasts\.$/); // prettier-ignore
    expect(Number(watched.pacing.today.expected)).toBeLessThanOrEqual(45);
    expect(starved.pacing.remedy).toContain('explainOffers');
    await change(side, { bid: { perThousand: '600' } });
    await approved(side);
    await comeUntil('side', ['passer-by', 'another'], (step) => step === 'SHOWN');
    // Now it is paced: what is told is where it takes part, and asking why does not count as asking.
    const mended = await eventually(() => explained('side', side), ({ step }) => step === null || step === 'PACED', 30_000); // prettier-ignore
    expect(mended.takesPartIn).toBeGreaterThan(0);
    expect(await ask('query ($id: ID!) { campaign(id: $id) { whyNotRunning { code } } }', { id: side })).toEqual({ campaign: { whyNotRunning: [] } }); // prettier-ignore

    // The day ends: what is left of it is spent, and not a cent more.
    await at(morning.set({ hour: 23, minute: 40 }));
    await comeUntil('hero', lookers, (step) => step === 'BUDGET');
    // What was held for an answer that came too late on a busy machine is free again after ten minutes.
    await at(morning.set({ hour: 23, minute: 53 }));
    const spent = await eventually(
      async () => {
        await visit('hero', lookers);
        return moneyOf(winter);
      },
      ({ spend }) => spend.total === '45.00',
      90_000,
    );
    expect(spent).toMatchObject({ spend: { charges: 50, day: morning.toISODate() }, pacing: { state: 'USED_UP' } }); // prettier-ignore
    const sums = z
      .tuple([z.object({ charged: z.coerce.number(), n: z.coerce.number() })])
      .parse(await story.database.dataSource.query('select sum(charged_micros) as charged, count(*) as n from campaign_charges where campaign_id = $1', [winter])); // prettier-ignore
    expect(sums[0]).toEqual({ charged: 45_000_000, n: 50 });

    // What was tried is read; who did what stands in the trail.
    const results = 'query ($id: ID!) { experiment(id: $id) { results { waiting verdict { kind sentence } main { arms { people } } } } }'; // prettier-ignore
    const verdict = await eventually(async () => z.object({ experiment: z.object({ results: z.object({ waiting: z.number(), verdict: z.object({ kind: z.string(), sentence: z.string() }), main: z.object({ arms: z.array(z.object({ people: z.number() })) }) }) }) }).parse(await ask(results, { id: experiment })).experiment.results, ({ waiting, main }) => waiting === 0 && main.arms.some(({ people }) => people > 0), 60_000); // prettier-ignore
    expect(verdict.verdict).toMatchObject({ kind: 'KEEP_GOING', sentence: 'Keep going: too little is known yet to name a winner.' }); // prettier-ignore
    const trail = await ask('query ($id: ID!) { campaign(id: $id) { versions(first: 20) { edges { node { deed doneBy } } } } }', { id: winter }); // prettier-ignore
    const deeds = z.object({ campaign: z.object({ versions: z.object({ edges: z.array(z.object({ node: z.object({ deed: z.string(), doneBy: z.string() }) })) }) }) }).parse(trail).campaign.versions.edges.map(({ node }) => node); // prettier-ignore
    const { marketer, admin } = story.keys;
    expect(deeds.map(({ deed }) => deed).reverse()).toEqual(['CREATED', 'CHANGED', 'CHANGED', 'CHANGED', 'SUBMITTED', 'APPROVED', 'LAUNCHED']); // prettier-ignore
    for (const { deed, doneBy } of deeds) expect([deed, doneBy]).toEqual([deed, keyId(deed === 'APPROVED' ? admin : marketer)]); // prettier-ignore

    // Midnight in London is a new day there, and not yet in New York.
    await at(morning.plus({ days: 1 }).set({ hour: 0, minute: 5 }));
    await comeUntil('hero', lookers, (step) => step === 'SHOWN');
    const next = await eventually(
      () => moneyOf(winter),
      ({ spend }) => spend.charges > 50,
      30_000,
    );
    expect(next.spend.day).toBe(morning.plus({ days: 1 }).toISODate());
    expect(Number(next.spend.total)).toBeCloseTo(45 + Number(next.spend.today), 6);
    expect((await moneyOf(side)).spend.day).toBe(morning.toISODate());
  }, 420_000);
});
