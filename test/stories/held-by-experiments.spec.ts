import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

const placement = 'held';
const problems = z.array(z.object({ path: z.string(), message: z.string(), remedy: z.string() }));
const outcome = z.union([z.object({ id: z.string(), status: z.string() }), z.object({ problems })]);
const outcomeOf =
  '{ ... on Experiment { id status } ... on InvalidExperiment { problems { path message remedy } } }';
const archived = z.object({ archiveSegment: z.union([z.object({ status: z.literal('ARCHIVED') }), z.object({ heldBy: z.array(z.unknown()), triedBy: z.array(z.object({ id: z.string(), name: z.string() })) })]) }); // prettier-ignore
const version = z.object({ version: z.number(), deed: z.string(), doneBy: z.string().nullable(), changes: z.array(z.object({ words: z.string() })) }); // prettier-ignore
const standing = z.object({
  experiment: z.object({
    ...{ status: z.string(), version: z.number() },
    results: z.object({ reach: z.object({ kind: z.string(), sentence: z.string() }) }).nullable(),
    versions: z.object({ edges: z.array(z.object({ node: version })) }),
  }),
}); // prettier-ignore

/** Two people tidy up while an experiment runs, through two processes; then its campaign is ended while the worker is down. */
describe('what a running experiment names', () => {
  let story: Story;
  let campaignId = '';
  let creativeIds: string[] = [];
  beforeAll(async () => {
    story = await Story.begin({ apis: 2, workers: 1 });
    await story.ask(`mutation { createPlacement(input: { key: "${placement}", name: "Held" }) { __typename } }`);
    ({ campaignId, creativeIds } = await campaign());
  }, 120_000); // prettier-ignore
  afterAll(() => story.end());

  const campaign = async () => {
    const creatives = ['Plain', 'Bold'].map((headline) => ({ name: headline, angle: 'PRICE', headline, body: 'Come and see it.', callToAction: { label: 'See it', url: 'https://example.com/{vehicleId}' } })); // prettier-ignore
    const { data } = await story.ask('mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { ... on Campaign { id creatives { id } } } }', { input: { name: 'Held', placements: [placement], creatives } }); // prettier-ignore
    const { createCampaign: made } = z.object({ createCampaign: z.object({ id: z.string(), creatives: z.array(z.object({ id: z.string() })) }) }).parse(data); // prettier-ignore
    return { campaignId: made.id, creativeIds: made.creatives.map(({ id }) => id) };
  };
  const change = async (mutation: string, variables: { id: string; input?: object }) => {
    const declared = variables.input === undefined ? '$id: ID!' : '$id: ID!, $input: UpdateExperimentInput!';
    const given = variables.input === undefined ? 'id: $id' : 'id: $id, input: $input';
    const { data } = await story.ask(`mutation (${declared}) { it: ${mutation}(${given}) ${outcomeOf} }`, variables); // prettier-ignore
    return z.object({ it: outcome }).parse(data).it;
  };
  const plan = async (input: object) => {
    const { data } = await story.ask(`mutation ($input: CreateExperimentInput!) { it: createExperiment(input: $input) ${outcomeOf} }`, { input }); // prettier-ignore
    return z.object({ it: z.object({ id: z.string(), status: z.literal('DRAFT') }) }).parse(data).it.id;
  };
  const ofCampaign = async (mutation: string, id = campaignId) => {
    const { errors } = await story.ask(`mutation ($id: ID!) { ${mutation}(id: $id) { __typename } }`, { id });
    return errors[0] ? `${String(errors[0].extensions['code'])}: ${errors[0].message}` : 'done';
  };
  const segment = async (name: string) => {
    const { data } = await story.ask(`mutation ($name: String!) { createSegment(input: { name: $name, rule: { did: { event: VEHICLE_VIEWED, within: "P30D" } } }) { ... on Segment { id } } }`, { name }); // prettier-ignore
    return z.object({ createSegment: z.object({ id: z.string() }) }).parse(data).createSegment.id;
  };
  const archiveSegment = async (id: string) => {
    const { data } = await story.ask('mutation ($id: ID!) { archiveSegment(id: $id) { ... on Segment { status } ... on SegmentInUse { heldBy { id } triedBy { id name } } } }', { id }); // prettier-ignore
    return archived.parse(data).archiveSegment;
  };
  const look = async (id: string) => {
    const { data } = await story.ask('query ($id: ID!) { experiment(id: $id) { status version results { reach { kind sentence } } versions(first: 20) { edges { node { version deed doneBy changes { words } } } } } }', { id }); // prettier-ignore
    const { experiment } = standing.parse(data);
    return { ...experiment, versions: experiment.versions.edges.map(({ node }) => node).reverse() };
  };
  const reachOf = async (id: string) => (await look(id)).results?.reach.kind;
  const narrowed = (segmentId: string, name = 'For whom') => ({ name, kind: 'AUDIENCES', campaignId, arms: [{ name: 'Everybody', share: 0.5 }, { name: 'Lookers', share: 0.5, segmentIds: [segmentId] }] }); // prettier-ignore

  it('stays as it is until it is over, and its history says who did what', async () => {
    const lookers = await segment('Lookers');
    const id = await plan(narrowed(lookers));
    const bold = await plan({ name: 'Bold or plain', kind: 'CREATIVES', campaignId, arms: creativeIds.map((each, place) => ({ name: 'AB'.charAt(place), share: 0.5, creativeIds: [each] })) }); // prettier-ignore
    expect(await change('updateExperiment', { id, input: { traffic: 0.5 } })).toMatchObject({ status: 'DRAFT' }); // prettier-ignore
    for (const each of [id, bold, id]) expect(await change('startExperiment', { id: each })).toMatchObject({ status: 'RUNNING' }); // prettier-ignore

    expect(await reachOf(id)).toBe('CAMPAIGN_NOT_LAUNCHED');
    expect(await ofCampaign('launchCampaign')).toBe('done');
    expect(await reachOf(id)).toBe('OPEN');
    expect(await archiveSegment(lookers)).toEqual({ heldBy: [], triedBy: [{ id, name: 'For whom' }] });
    expect(await ofCampaign('archiveCreative', creativeIds[0])).toMatch(new RegExp(`^CREATIVE_HELD: .*“Bold or plain” \\(${bold}\\).*endExperiment`)); // prettier-ignore
    const wrong = await change('updateExperiment', { id, input: { layer: 'other', measure: 'SALES', arms: [{ name: 'All', share: 0.6 }, { name: 'Lookers', share: 0.4, segmentIds: [lookers] }] } }); // prettier-ignore
    expect(wrong).toMatchObject({ problems: [{ path: 'arms' }, { path: 'layer' }, { path: 'measure' }] });

    // A pause is outlived, and put away it is not.
    expect(await ofCampaign('pauseCampaign')).toBe('done');
    expect(await reachOf(id)).toBe('CAMPAIGN_PAUSED');
    expect(await ofCampaign('archiveCampaign')).toMatch(/^CAMPAIGN_HELD: .*“Bold or plain”.*“For whom”.*endCampaign/);
    expect(await ofCampaign('launchCampaign')).toBe('done');
    expect([await reachOf(id), (await look(id)).status]).toEqual(['OPEN', 'RUNNING']);

    // The campaign is ended while the worker is cut off: its results say so at once, and the end is written down once it is back.
    const [worker] = story.carousel.workers;
    if (worker) await story.carousel.kill(worker);
    expect(await ofCampaign('endCampaign')).toBe('done');
    expect(await look(id)).toMatchObject({ status: 'RUNNING', results: { reach: { kind: 'CAMPAIGN_ENDED' } } });
    await Promise.all([story.carousel.startWorker(), story.carousel.startWorker()]);
    for (const each of [id, bold]) await eventually(() => look(each), ({ status }) => status === 'ENDED', 60_000); // prettier-ignore
    const { version, versions, results } = await look(id);
    expect(versions.map(({ deed, doneBy }) => [deed, doneBy !== null])).toEqual([['CREATED', true], ['CHANGED', true], ['STARTED', true], ['CAMPAIGN_ENDED', false]]); // prettier-ignore
    expect([version, versions[1]?.changes]).toEqual([4, [{ words: 'Traffic: 1, now 0.5.' }]]);
    expect(results?.reach.kind).toBe('CAMPAIGN_ENDED');
    expect(results?.reach.sentence).toMatch(/^Its campaign is over, and the experiment with it/);
    expect(await archiveSegment(lookers)).toEqual({ status: 'ARCHIVED' });
    expect(await ofCampaign('archiveCampaign')).toBe('done');
  }, 120_000);

  it('is archived, or the experiment starts: never both, through two processes at once', async () => {
    ({ campaignId, creativeIds } = await campaign());
    for (let round = 0; round < 8; round++) {
      const id = await segment(`Lookers ${round}`);
      const experimentId = await plan(narrowed(id, `Round ${round}`));
      const both = [() => change('startExperiment', { id: experimentId }), () => archiveSegment(id)];
      const done = await Promise.all((round % 2 ? both.reverse() : both).map((work) => work()));
      const isStarted = (await look(experimentId)).status === 'RUNNING';
      const [start] = done.flatMap((answer) => ('problems' in answer || 'id' in answer ? [answer] : []));
      const [archive] = done.flatMap((answer) => ('triedBy' in answer || !('problems' in answer || 'id' in answer) ? [answer] : [])); // prettier-ignore
      if (isStarted) expect([start, archive]).toMatchObject([{ status: 'RUNNING' }, { triedBy: [{ id: experimentId }] }]);
      else expect([start, archive]).toMatchObject([{ problems: [{ path: 'arms.1.segmentIds' }] }, { status: 'ARCHIVED' }]);
    }
  }, 120_000);
}); // prettier-ignore
