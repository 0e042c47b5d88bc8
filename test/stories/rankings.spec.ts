import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { ModelsFolder } from '../support/models-house.js';
import { Story } from '../support/story.js';

const [older, newer] = ['2026-11-22.1', '2026-11-27.1'];
const offersQuery = `query ($viewer: ViewerInput!) { offers(placement: "home-hero", viewer: $viewer, first: 3) {
  ... on Offers { decisionId model { version fallback } } } }`;
const offersAnswer = z.object({
  offers: z.object({ decisionId: z.string(), model: z.object({ version: z.string(), fallback: z.null() }) }),
});
const problem = z.object({ path: z.string(), message: z.string() });
const problems = 'problems { path message }';
const create = `mutation ($input: CreateExperimentInput!) { outcome: createExperiment(input: $input) { ... on Experiment { id } ... on InvalidExperiment { ${problems} } } }`;
const start = `mutation ($id: ID!) { outcome: startExperiment(id: $id) { ... on Experiment { id } ... on InvalidExperiment { ${problems} } } }`;
const outcomeAnswer = z.object({ outcome: z.union([z.object({ id: z.string() }), z.object({ problems: z.array(problem) })]) }); // prettier-ignore
const decisionQuery = 'query ($id: ID!) { decision(id: $id) { items { propensity } } }';
const decisionAnswer = z.object({ decision: z.object({ items: z.array(z.object({ propensity: z.number() })) }).nullable() }); // prettier-ignore

/** Models and policies are tried on part of the people, alike in two processes. */
describe('experiments on how offers are chosen', () => {
  const folder = new ModelsFolder();
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin({ apis: 2, workers: 0, env: { MODELS_DIR: folder.path } });
  }, 120_000);
  afterAll(async () => {
    await story.end();
    folder.remove();
  });

  const viewers = Array.from({ length: 60 }, (_, n) => `viewer-${n}`);
  const offers = async (anonymousId: string) => {
    const { data, errors } = await story.ask(offersQuery, { viewer: { anonymousId } }, story.keys.storefront);
    expect(errors).toEqual([]);
    return offersAnswer.parse(data).offers;
  };
  /** Which version answers each viewer; each is asked of both processes, which take turns. */
  const versions = async () => {
    const answers = new Map<string, string>();
    for (const viewer of viewers) {
      const [one, other] = [await offers(viewer), await offers(viewer)];
      expect(one.model).toEqual(other.model);
      answers.set(viewer, one.model.version);
    }
    return answers;
  };
  const answering = (version: string) => [...new Set([version])];
  const outcome = async (query: string, variables: object) =>
    outcomeAnswer.parse((await story.ask(query, variables)).data).outcome;
  const made = async (query: string, variables: object) => {
    const done = await outcome(query, variables);
    expect(done).toHaveProperty('id');
    return 'id' in done ? done.id : '';
  };
  const wrong = async (query: string, variables: object) => {
    const done = await outcome(query, variables);
    return 'problems' in done ? done.problems : [];
  };
  const end = (id: string) => story.ask('mutation ($id: ID!) { endExperiment(id: $id) { status } }', { id });
  const retire = (version: string) => story.ask('mutation ($version: String!) { retireModel(model: OFFER_PROPENSITY, version: $version, reason: "Old") { version } }', { version }, story.keys.admin); // prettier-ignore
  const arms = (...said: object[]) => said.map((each, place) => ({ name: 'ABC'.charAt(place), share: 1 / said.length, ...each })); // prettier-ignore
  const models = { name: 'Newer or older', kind: 'MODELS', arms: arms({}, { modelVersion: older }) };

  it('rank for each person by the version of their arm, whichever process answers, until it ends', async () => {
    expect(new Set((await versions()).values())).toEqual(new Set(answering(newer)));
    const id = await made(create, { input: models });
    await made(start, { id });
    const settled = await eventually(async () => new Set((await versions()).values()), (all) => all.size === 2, 30_000); // prettier-ignore
    expect(settled).toEqual(new Set([newer, older]));
    const first = await versions();
    expect(await versions()).toEqual(first);
    const tried = [...first.values()].filter((version) => version === older).length;
    expect(tried).toBeGreaterThan(viewers.length * 0.25);
    expect(tried).toBeLessThan(viewers.length * 0.75);

    // What is tried is not taken out, and nobody is in two such experiments.
    const { errors } = await retire(older);
    expect(errors[0]).toMatchObject({ extensions: { code: 'MODEL_TRIED' } });
    expect(errors[0]?.message).toContain(`“Newer or older” (${id})`);
    const second = await made(create, { input: { ...models, name: 'Once more' } });
    expect(await wrong(start, { id: second })).toMatchObject([{ path: 'layer' }]);

    await end(id);
    expect(await eventually(async () => new Set((await versions()).values()), (all) => all.size === 1)).toEqual(new Set([newer])); // prettier-ignore
    expect((await retire(older)).errors).toEqual([]);
    const [gone] = await wrong(start, { id: second });
    expect(gone?.path).toBe('arms.1.modelVersion');
    expect(gone?.message).toContain('retired');
  }, 120_000);

  it('choose for each person by the policy of their arm', async () => {
    const certain = { explored: 0, learnsCreatives: false };
    const input = { name: 'Take the best', kind: 'POLICIES', arms: arms({}, { policy: certain }) };
    const id = await made(create, { input });
    await made(start, { id });
    const propensities = async (viewer: string) => {
      const { decisionId } = await offers(viewer);
      const { decision } = await eventually(async () => decisionAnswer.parse((await story.ask(decisionQuery, { id: decisionId })).data ?? { decision: null }), ({ decision: found }) => found !== null); // prettier-ignore
      return decision?.items.map(({ propensity }) => propensity) ?? [];
    };
    const isCertain = async (viewer: string) => (await propensities(viewer)).every((each) => each === 1);
    const some = viewers.slice(0, 24);
    const both = async () => {
      const is = [];
      for (const viewer of some) is.push([await isCertain(viewer), await isCertain(viewer)]);
      return is;
    };
    const answers = await eventually(both, (all) => all.some(([one]) => one === true), 60_000);
    expect(answers.filter(([one, other]) => one !== other)).toEqual([]);
    expect(new Set(answers.map(([one]) => one))).toEqual(new Set([true, false]));
    await end(id);
  }, 120_000);

  it('say what is wrong with a plan', async () => {
    const about = async (input: object) => (await wrong(create, { input: { name: 'Wrong', ...input } })).map(({ path }) => path); // prettier-ignore
    expect(await about({ ...models, arms: arms({}, { modelVersion: '1999-01-01.1' }) })).toEqual(['arms.1.modelVersion']); // prettier-ignore
    expect(await about({ ...models, arms: arms({}, {}) })).toEqual(['arms.1.modelVersion']);
    expect(await about({ kind: 'POLICIES', arms: arms({ policy: {} }, { policy: { explored: 0.7 } }) })).toEqual(['arms.1.policy.explored']); // prettier-ignore
    expect(await about({ kind: 'POLICIES', arms: arms({ policy: {} }, {}) })).toEqual(['arms.1.policy']);
    expect(await about({ kind: 'POLICIES', arms: arms({ modelVersion: newer }, { policy: { boostsAgeing: false } }) })).toEqual(['arms.0.modelVersion']); // prettier-ignore
    folder.copy('offer-propensity', newer, '2026-12-01.1', true);
    expect(await about({ ...models, arms: arms({}, { modelVersion: '2026-12-01.1' }) })).toEqual(['arms.1.modelVersion']); // prettier-ignore
  });
});
