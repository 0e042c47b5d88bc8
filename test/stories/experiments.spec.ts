import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

const placement = 'tried';
const offersQuery = `query ($viewer: ViewerInput!) { offers(placement: "${placement}", viewer: $viewer, first: 1) {
  ... on Offers { items { campaign { id } creative { headline } trackingToken } } ... on NothingToShow { step reason } } }`;
const item = z.object({ campaign: z.object({ id: z.string() }), creative: z.object({ headline: z.string() }), trackingToken: z.string() }); // prettier-ignore
const offersAnswer = z.object({ offers: z.union([z.object({ items: z.array(item) }), z.object({ step: z.string(), reason: z.string() })]) }); // prettier-ignore
const problems = 'problems { path message }';
const start = `mutation ($id: ID!) { startExperiment(id: $id) { ... on Experiment { status startsAt } ... on InvalidExperiment { ${problems} } } }`;
const create = `mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { ... on Experiment { id status } ... on InvalidExperiment { ${problems} } } }`;
const results = `query ($id: ID!) { experiment(id: $id) { status results { waiting secondExposures verdict { kind sentence arm lift { from best to } }
  main { measure arms { name people mean lift { from to } } } guardRails { measure arms { name people } } } } }`;
const lift = z.object({ from: z.number(), best: z.number(), to: z.number() });
const resultsAnswer = z.object({
  experiment: z.object({
    status: z.string(),
    results: z.object({
      waiting: z.number(),
      verdict: z.object({ kind: z.string(), sentence: z.string(), arm: z.string().nullable(), lift: lift.nullable() }), // prettier-ignore
      main: z.object({ arms: z.array(z.object({ name: z.string(), people: z.number(), mean: z.number().nullable() })) }), // prettier-ignore
    }),
  }),
});
const problemsIn = (data: unknown) =>
  z.record(z.string(), z.object({ problems: z.array(z.object({ path: z.string() })) })).parse(data);

/** A marketer plans experiments, people come to two processes, and the verdicts are what is true. */
describe('experiments', () => {
  let story: Story;
  let campaignId = '';
  let creatives: Record<string, string> = {};
  beforeAll(async () => {
    story = await Story.begin({ apis: 2, workers: 1 });
    await story.ask(
      `mutation { createPlacement(input: { key: "${placement}", name: "Tried" }) { __typename } }`,
    );
    const each = ['Plain', 'Bold'].map((headline) => ({ name: headline, angle: 'PRICE', headline, body: 'Come and see it.', callToAction: { label: 'See it', url: 'https://example.com/{vehicleId}' } })); // prettier-ignore
    const made = await story.ask('mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { ... on Campaign { id creatives { id headline } } } }', { input: { name: 'Tried', placements: [placement], creatives: each } }); // prettier-ignore
    const campaign = z.object({ createCampaign: z.object({ id: z.string(), creatives: z.array(z.object({ id: z.string(), headline: z.string() })) }) }).parse(made.data).createCampaign; // prettier-ignore
    campaignId = campaign.id;
    creatives = Object.fromEntries(campaign.creatives.map(({ headline, id }) => [headline, id]));
    const { data } = await story.ask('mutation ($id: ID!) { launchCampaign(id: $id) { __typename } }', { id: campaignId }); // prettier-ignore
    expect(data).toEqual({ launchCampaign: { __typename: 'Campaign' } });
    for (let api = 0; api < 2; api++) await eventually(() => offers({ anonymousId: 'warm' }), (answer) => typeof answer !== 'string' || answer === 'HELD_OUT'); // prettier-ignore
  }, 120_000);
  afterAll(() => story.end());

  /** The offer, or the step at which nothing was left. */
  const offers = async (viewer: object) => {
    const { data, errors } = await story.ask(offersQuery, { viewer }, story.keys.storefront);
    if (errors.length > 0) return 'ERROR';
    const { offers: answer } = offersAnswer.parse(data);
    return 'items' in answer ? (answer.items[0] ?? 'NONE') : answer.step;
  };
  const isHeldOut = async (viewer: object) => (await offers(viewer)) === 'HELD_OUT';
  const plan = async (input: object) => {
    const { data } = await story.ask(create, { input });
    return z.object({ createExperiment: z.object({ id: z.string(), status: z.literal('DRAFT') }) }).parse(data).createExperiment.id; // prettier-ignore
  };
  const begin = async (id: string) =>
    expect((await story.ask(start, { id })).data).toMatchObject({ startExperiment: { status: 'RUNNING' } });
  const end = (id: string) => story.ask('mutation ($id: ID!) { endExperiment(id: $id) { status endsAt } }', { id }); // prettier-ignore
  const resultsOf = async (id: string) => resultsAnswer.parse((await story.ask(results, { id })).data).experiment.results; // prettier-ignore
  /** What is said once so many people are counted, and all that came in. */
  const counted = (id: string, people: number) =>
    eventually(
      () => resultsOf(id),
      ({ waiting, main }) => waiting === 0 && main.arms.reduce((sum, arm) => sum + arm.people, 0) === people,
      60_000,
    );
  const send = async (batch: object[]) =>
    expect((await story.collect('batch', JSON.stringify({ batch }))).status).toBe(200);

  it('say all that is wrong with a plan at once, and change nothing that was counted', async () => {
    const wrong = { name: '', kind: 'CREATIVES', arms: [{ name: 'A', share: 0.5, creativeIds: [campaignId] }, { name: 'B', share: 0.4 }], campaignId, smallestLift: 0 }; // prettier-ignore
    const said = problemsIn((await story.ask(create, { input: wrong })).data)['createExperiment']?.problems.map(({ path }) => path); // prettier-ignore
    expect(said).toEqual(['name', 'arms', 'arms.1.creativeIds', 'smallestLift', 'arms.0.creativeIds']);
    const { errors } = await story.ask(start, { id: randomUUID() });
    expect(errors[0]?.extensions['code']).toBe('EXPERIMENT_NOT_FOUND');
    expect((await story.ask(create, { input: wrong }, story.keys.storefront)).errors[0]?.extensions['code']).toBe('FORBIDDEN'); // prettier-ignore
  });

  it('hold people out of a campaign, everywhere, before and after they sign in', async () => {
    const arms = [{ name: 'Without', share: 0.5, isHeldOut: true }, { name: 'With', share: 0.5 }]; // prettier-ignore
    const id = await plan({ name: 'Hold-out', kind: 'HOLD_OUT', campaignId, arms });
    const people = Array.from({ length: 24 }, (_, n) => ({ anonymousId: `held-${n}` }));
    await begin(id);
    // Both processes know: a person's answers agree, whichever is asked.
    const askedTwice = () => Promise.all(people.map(async (one) => [await isHeldOut(one), await isHeldOut(one)])); // prettier-ignore
    await eventually(askedTwice, (all) => all.some(([a]) => a) && all.every(([a, b]) => a === b));
    const out: string[] = [];
    for (const one of people) {
      const four = [];
      for (let call = 0; call < 4; call++) four.push(await isHeldOut(one));
      expect(new Set(four).size).toBe(1);
      if (four[0]) out.push(one.anonymousId);
    }
    expect(out.length).toBeGreaterThan(0);
    expect(out.length).toBeLessThan(24);

    // A held out person signs in, by a name that alone would be shown the campaign; then comes on another device.
    let userId = '';
    for (let n = 0; userId === ''; n++) if (!(await isHeldOut({ userId: `user-${n}` }))) userId = `user-${n}`;
    const [anonymousId = ''] = out;
    await send([{ type: 'identify', anonymousId, userId, traits: {} }]);
    await eventually(() => isHeldOut({ userId }), Boolean, 30_000);
    for (let call = 0; call < 4; call++) {
      expect(await isHeldOut({ userId, anonymousId: 'another-device' })).toBe(true);
      expect(await isHeldOut({ anonymousId })).toBe(true);
    }
    const { data } = await end(id);
    expect(data).toMatchObject({ endExperiment: { status: 'ENDED' } });
    await eventually(() => Promise.all([offers({ anonymousId }), offers({ anonymousId })]), (both) => both.every((answer) => typeof answer !== 'string')); // prettier-ignore
    const { errors } = await story.ask('mutation ($id: ID!) { updateExperiment(id: $id, input: { name: "Again" }) { __typename } }', { id }); // prettier-ignore
    expect(errors[0]?.extensions['code']).toBe('EXPERIMENT_STATUS');

    // An audience narrows: of those in no audience, one arm sees the campaign and the other does not.
    const made = await story.ask('mutation { createSegment(input: { name: "Lookers of late", rule: { did: { event: VEHICLE_VIEWED, within: "P30D" } } }) { ... on Segment { id } } }'); // prettier-ignore
    const { createSegment: segment } = z.object({ createSegment: z.object({ id: z.string() }) }).parse(made.data); // prettier-ignore
    const narrowed = [{ name: 'Everybody', share: 0.5 }, { name: 'Lookers', share: 0.5, segmentIds: [segment.id] }]; // prettier-ignore
    const audiences = await plan({ name: 'For whom', kind: 'AUDIENCES', campaignId, arms: narrowed });
    await begin(audiences);
    await eventually(askedTwice, (all) => all.some(([a]) => a) && all.every(([a, b]) => a === b));
    const shut = (await askedTwice()).filter(([a]) => a).length;
    expect(shut).toBeLessThan(24);
    await end(audiences);
    await eventually(askedTwice, (all) => all.every(([a, b]) => !a && !b));
  }, 120_000);

  it('find the better creative, nothing in an A/A test, and a split that is broken', async () => {
    const armsOf = (a: string, b: string) => [a, b].map((headline, place) => ({ name: 'AB'.charAt(place), share: 0.5, creativeIds: [creatives[headline]] })); // prettier-ignore
    const common = { kind: 'CREATIVES', campaignId, measure: 'CLICKS' };
    const bold = await plan({ ...common, name: 'Bold or plain', arms: armsOf('Plain', 'Bold'), smallestLift: 0.5, guardRails: [{ measure: 'LEADS', mayFall: 0.2 }] }); // prettier-ignore
    const elsewhere = z.object({ campaigns: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string(), placements: z.array(z.string()) }) })) }) }).parse((await story.ask('{ campaigns(first: 50, status: LIVE) { edges { node { id placements } } } }')).data).campaigns.edges.find(({ node }) => !node.placements.includes(placement))?.node.id; // prettier-ignore
    const whole = [{ name: 'Without', share: 0.0001, isHeldOut: true }, { name: 'With', share: 0.9999 }]; // prettier-ignore
    const broken = await plan({ name: 'Broken', kind: 'HOLD_OUT', campaignId: elsewhere, arms: [{ ...whole[0], share: 0.5 }, { ...whole[1], share: 0.5 }], traffic: 0.0001, layer: 'shared' }); // prettier-ignore
    const crowded = await plan({ name: 'No room', kind: 'HOLD_OUT', arms: whole, traffic: 1, layer: 'shared' }); // prettier-ignore
    const same = await plan({ ...common, name: 'A/A', arms: armsOf('Plain', 'Plain') });
    const refusing = [1, 2, 3].map((n) => ({ anonymousId: `refusing-${n}` }));
    for (const viewer of refusing)
      await story.ask('mutation ($viewer: ViewerInput!) { recordConsent(viewer: $viewer, statements: [{ purpose: PERSONALISATION, state: DENIED }], policyVersion: "1") { purpose } }', { viewer }, story.keys.storefront); // prettier-ignore
    const reasons = () => Promise.all(refusing.map(async (viewer) => JSON.stringify((await story.ask(`query ($viewer: ViewerInput!) { offers(placement: "${placement}", viewer: $viewer) { ... on Offers { impersonalReason } } }`, { viewer })).data))); // prettier-ignore
    await eventually(reasons, (all) => all.every((text) => text.includes('PERSONALISATION_DENIED')), 30_000);
    await begin(bold);
    await begin(broken);
    expect(problemsIn((await story.ask(start, { id: crowded })).data)['startExperiment']?.problems.map(({ path }) => path)).toEqual(['traffic']); // prettier-ignore

    // 360 people come, to either process; of those who see the plain creative every fifth clicks, of the others 11 of 20.
    await eventually(() => Promise.all(Array.from({ length: 12 }, () => offers({ anonymousId: 'knows' }))), (all) => new Set(all.map((one) => (typeof one === 'string' ? one : one.creative.headline))).size === 1); // prettier-ignore
    // Who denies personalisation is asked for nothing more: they see what they see, and are not counted.
    for (const one of refusing) expect(typeof (await offers(one))).toBe('object');
    const seen = { Plain: 0, Bold: 0 };
    const clicked = { Plain: 0, Bold: 0 };
    const events: object[] = [];
    const visit = async (n: number) => {
      const anonymousId = `person-${n}`;
      const answer = await offers({ anonymousId });
      if (typeof answer === 'string') throw new Error(answer);
      const headline = answer.creative.headline === 'Bold' ? 'Bold' : 'Plain';
      const place = seen[headline]++;
      if (headline === 'Bold' ? place % 20 < 11 : place % 5 === 0) {
        clicked[headline]++;
        events.push({ type: 'track', event: 'Offer Clicked', anonymousId, messageId: randomUUID(), properties: { trackingToken: answer.trackingToken } }); // prettier-ignore
      }
      return headline;
    };
    const first = new Map<number, string>();
    for (let n = 0; n < 360; n += 6)
      for (const [place, headline] of (
        await Promise.all([0, 1, 2, 3, 4, 5].map((m) => visit(n + m)))
      ).entries())
        first.set(n + place, headline);
    for (let n = 0; n < events.length; n += 50) await send(events.slice(n, n + 50));
    // Whoever comes again sees the same, and is no further person.
    for (let n = 0; n < 20; n++) expect(await offers({ anonymousId: `person-${n}` })).toMatchObject({ creative: { headline: first.get(n) } }); // prettier-ignore

    const { verdict, main } = await eventually(() => counted(bold, 361), ({ main: { arms } }) => arms.every(({ name, mean, people }) => mean !== null && Math.abs(mean * people - (name === 'A' ? clicked.Plain : clicked.Bold)) < 3), 60_000); // prettier-ignore
    expect(verdict).toMatchObject({ kind: 'STOP', arm: 'B' });
    expect(verdict.sentence).toMatch(/^Stop: B wins by \d.* to \d.* %\.$/);
    const truth = 0.55 / 0.2 - 1;
    expect(verdict.lift?.from).toBeLessThan(truth);
    expect(verdict.lift?.to).toBeGreaterThan(truth);
    expect(verdict.lift?.from).toBeGreaterThan(0);
    expect(main.arms.map(({ people }) => people).reduce((a, b) => a + b)).toBe(361);
    await end(bold);
    expect((await counted(bold, 361)).verdict).toMatchObject({ kind: 'STOP', arm: 'B' });

    // The same people see the same creative in both arms: what they did before tells nothing apart.
    await begin(same);
    // So many that no process that has yet to hear of it shows all of them the same by chance.
    await eventually(() => Promise.all(Array.from({ length: 60 }, (_, n) => offers({ anonymousId: `person-${n}` }))), (all) => all.every((one) => typeof one !== 'string' && one.creative.headline === 'Plain')); // prettier-ignore
    const again: object[] = [];
    for (let n = 0; n < 200; n++) {
      const answer = await offers({ anonymousId: `person-${n}` });
      if (typeof answer !== 'string' && n % 3 === 0)
        again.push({ type: 'track', event: 'Offer Clicked', anonymousId: `person-${n}`, messageId: randomUUID(), properties: { trackingToken: answer.trackingToken } }); // prettier-ignore
    }
    for (let n = 0; n < again.length; n += 50) await send(again.slice(n, n + 50));
    const none = await eventually(() => counted(same, 200), ({ main: { arms } }) => arms.every(({ mean }) => (mean ?? 0) > 0.1), 60_000); // prettier-ignore
    expect(none.verdict).toMatchObject({ kind: 'KEEP_GOING', sentence: 'Keep going: too little is known yet to name a winner.' }); // prettier-ignore

    // Half of those in one arm are lost on the way to us.
    await story.database.dataSource.query(
      `insert into experiment_exposures (tenant_id, experiment_id, unit, arm, exposed_at, decision_id, state, stale_since)
       select e.tenant_id, e.id, sha256(n::text::bytea), case when n <= 300 then 0 else 1 end, now(), gen_random_uuid(), 'NEW', now()
       from experiments e, generate_series(1, 450) n where e.id = $1`,
      [broken],
    );
    const said = await counted(broken, 450);
    expect(said.verdict).toMatchObject({ kind: 'BROKEN', lift: null });
    expect(said.verdict.sentence).toMatch(/^Broken: .* got (66\.7|33\.3) % of the people where 50 % were planned, which chance does not do\./); // prettier-ignore
  }, 240_000);
});
