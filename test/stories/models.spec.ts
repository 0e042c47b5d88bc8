import { z } from 'zod';
import { leadFeatures } from '../../src/modules/inference/features/lead-features.js';
import { createTestTenant, eventually } from '../support/carousel.js';
import { install, leadBias, leadModel, leadWeights } from '../support/models.js';
import { ModelsFolder, ModelsLoad, seeShadowedOffers, settleLeads } from '../support/models-house.js';
import { Story } from '../support/story.js';

const [older, newer] = ['2026-11-22.1', '2026-11-27.1'];
const modelsQuery = '{ models { name version state status fault sha256 registeredAt card data { rows } } }';
const modelsAnswer = z.object({
  models: z.array(
    z.object({ name: z.string(), version: z.string(), state: z.string().nullable(), status: z.string(), fault: z.string().nullable(), card: z.string().nullable() }),
  ),
}); // prettier-ignore
const outcomeQuery = `__typename
  ... on ModelChampion { model { version state status } }
  ... on ModelPromotionRefused { reasons }
  ... on ModelCannotRun { fault }`;
const promoteQuery = `mutation ($model: ModelName!, $version: String!, $force: Boolean! = false, $reason: String) {
  outcome: promoteModel(model: $model, version: $version, force: $force, reason: $reason) { ${outcomeQuery} } }`;
const rollBackQuery = `mutation ($model: ModelName!, $version: String!) {
  outcome: rollBackModel(model: $model, version: $version) { __typename
    ... on ModelChampion { model { version state status } } ... on NothingToRollBackTo { message } } }`;
const outcomeAnswer = z.object({
  outcome: z.object({
    __typename: z.string(),
    model: z.object({ version: z.string(), state: z.string(), status: z.string() }).optional(),
    reasons: z.array(z.string()).optional(),
    fault: z.string().optional(),
  }),
});

describe('the registry of models', () => {
  const folder = new ModelsFolder();
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin({ apis: 2, workers: 0, env: { MODELS_DIR: folder.path } });
  });
  let load: ModelsLoad | null = null;
  const begin = (lanes: number) => {
    load = new ModelsLoad(
      story.carousel.apis.map(({ url }) => url),
      story.keys.storefront,
    );
    load.begin(lanes);
    return load;
  };
  afterAll(async () => {
    await load?.end();
    await story.end();
    folder.remove();
  });

  const change = async (query: string, variables: object) => {
    const { data, errors } = await story.ask(query, variables, story.keys.admin);
    expect(errors).toEqual([]);
    return outcomeAnswer.parse(data).outcome;
  };
  const promote = (version: string, reason?: string, model = 'OFFER_PROPENSITY') =>
    change(promoteQuery, { model, version, ...(reason && { force: true, reason }) });
  const rollBack = (version: string) => change(rollBackQuery, { model: 'OFFER_PROPENSITY', version });
  const standing = async (name: string, key = story.keys.marketer) => {
    const { models } = modelsAnswer.parse((await story.ask(modelsQuery, {}, key)).data);
    return models.filter((each) => each.name === name).map(({ version, state, status }) => `${version} ${state} ${status}`); // prettier-ignore
  };

  it('swaps versions back and forth under load on two processes, and nobody goes without an answer of a model', async () => {
    expect(await standing('offer-propensity')).toEqual([`${newer} CHAMPION ANSWERING`, `${older} CANDIDATE STANDBY`]);
    const load = begin(2);
    const answeredBy = (version: string) => eventually(() => Promise.resolve([...load.versions()]), (all) => all.length === 1 && all[0] === version, 60_000);
    await answeredBy(newer);

    // Put there while the processes run: found, loaded and warmed beside the one that answers, on both.
    folder.copy('offer-propensity', newer, '2026-11-28.1');
    const refused = await promote('2026-11-28.1');
    expect(refused.__typename).toBe('ModelPromotionRefused');
    expect(refused.reasons?.join()).toMatch(/have it shadow with shadowModel/);
    expect((await promote('2026-11-28.1', 'Tried by hand')).model).toEqual({ version: '2026-11-28.1', state: 'CHAMPION', status: 'ANSWERING' });
    await answeredBy('2026-11-28.1');
    for (let round = 0; round < 3; round++) {
      expect((await promote(older, `Back and forth, ${round}`)).model?.version).toBe(older);
      await answeredBy(older);
      // However many ask at once, and whoever comes first: it is done once, and all are told of it.
      const back = await Promise.all(Array.from({ length: 6 }, () => rollBack(older)));
      expect(new Set(back.map(({ model }) => model?.version))).toEqual(new Set(['2026-11-28.1']));
      await answeredBy('2026-11-28.1');
    }
    await load.end();
    expect(load.failures).toEqual([]);
    expect(load.answers).toBeGreaterThan(100);
    for (const { url } of story.carousel.apis) expect(await (await fetch(`${url}/metrics`)).text()).not.toMatch(/^carousel_inference_fallback_total\{.* [1-9]/m);
  }); // prettier-ignore

  it('never makes champion what does not load, and says what is wrong with it', async () => {
    folder.copy('offer-propensity', newer, '2026-12-01.1', true);
    const outcome = await promote('2026-12-01.1', 'It is the newest');
    expect(outcome.__typename).toBe('ModelCannotRun');
    expect(outcome.fault).toMatch(/^offer-propensity\/2026-12-01.1: /);
    expect((await standing('offer-propensity')).slice(0, 2)).toEqual(['2026-12-01.1 CANDIDATE FAULTY', '2026-11-28.1 CHAMPION ANSWERING']); // prettier-ignore
  });

  it('keeps what it was told through kill -9, for this tenant only, and knows who did what and why', async () => {
    const [door] = story.carousel.apis;
    if (door) await story.carousel.kill(door);
    await story.carousel.startApi();
    expect(await standing('offer-propensity')).toContain('2026-11-28.1 CHAMPION ANSWERING');
    const other = await createTestTenant(story.database.dataSource, 'other');
    expect((await standing('offer-propensity', other.keys.marketer)).filter((line) => line.includes('CHAMPION'))).toHaveLength(1); // prettier-ignore

    const { errors } = await story.ask(promoteQuery, { model: 'LEAD_SCORE', version: older });
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
    const trail = '{ modelMoves(first: 50, model: OFFER_PROPENSITY) { edges { node { kind version otherVersion isForced reason movedBy } } } }'; // prettier-ignore
    const { data } = await story.ask(trail);
    const node = z.object({ kind: z.string(), version: z.string(), otherVersion: z.string().nullable(), isForced: z.boolean(), reason: z.string().nullable(), movedBy: z.string().nullable() }); // prettier-ignore
    const moves = z.object({ modelMoves: z.object({ edges: z.array(z.object({ node })) }) }).parse(data).modelMoves.edges.map((edge) => edge.node); // prettier-ignore
    expect(moves.map(({ kind }) => kind)).toEqual([...Array.from({ length: 3 }, () => ['ROLLED_BACK', 'PROMOTED']).flat(), 'PROMOTED', 'FOUNDED']); // prettier-ignore
    expect(moves[1]).toMatchObject({ version: older, otherVersion: '2026-11-28.1', isForced: true, reason: 'Back and forth, 2' }); // prettier-ignore
    expect(moves[1]?.movedBy).toMatch(/^[a-z0-9]{12}$/);
    expect(moves.at(-1)?.movedBy).toBeNull();
  });

  it('promotes on what became of leads, and refuses with reasons what is worse', async () => {
    const { dataSource } = story.database;
    const [tenant]: { id: string }[] = await dataSource.query(`select id from tenants where slug = 'demo'`);
    const hand = await story.ask('mutation { submitLead(input: { interest: BUY, contact: { email: "a@shop.example" }, viewer: { userId: "lead-1" }, idempotencyKey: "one" }) { ... on Lead { id } } }', {}, story.keys.storefront); // prettier-ignore
    const { id } = z.object({ submitLead: z.object({ id: z.string() }) }).parse(hand.data).submitLead;
    install(folder.path, leadModel('2026-11-30.1'));
    expect((await promote('2026-11-30.1', undefined, 'LEAD_SCORE')).reasons?.[0]).toMatch(/100 are needed/);

    // People as the small model of the test knows them: it tells the truth of each, and the committed one does not.
    let state = 11;
    const roll = () => (state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296) / 4_294_967_296;
    const leads = Array.from({ length: 1_500 }, () => {
      const values = leadFeatures.map(({ typical }) => typical + Math.floor(roll() * 12));
      const logOdds = values.reduce((sum, value, place) => sum + value * (leadWeights[place] ?? 0), leadBias);
      return { values, sold: roll() < 1 / (1 + Math.exp(-logOdds)) };
    });
    await settleLeads(dataSource, tenant?.id ?? '', id, leads);
    const promoted = await promote('2026-11-30.1', undefined, 'LEAD_SCORE');
    expect(promoted).toMatchObject({ __typename: 'ModelChampion', model: { version: '2026-11-30.1', state: 'CHAMPION' } }); // prettier-ignore
    const refused = await promote(newer, undefined, 'LEAD_SCORE');
    expect(refused.__typename).toBe('ModelPromotionRefused');
    expect(refused.reasons?.join(' ')).toMatch(/Its log loss is higher beyond chance/);
  });

  it('has a version shadow live offers, unseen, and weighs it on what was clicked', async () => {
    const shadow = await story.ask(`mutation { shadowModel(model: OFFER_PROPENSITY, version: "${older}") { ... on ModelShadow { model { state status } } } }`, {}, story.keys.admin);
    expect(shadow).toMatchObject({ errors: [], data: { shadowModel: { model: { state: 'SHADOW', status: 'STANDBY' } } } });
    const load = begin(1);
    const { dataSource } = story.database;
    const rows = async () => {
      const [found]: { count: number; tenant: string | null }[] = await dataSource.query('select count(*)::int, min(tenant_id::text) as tenant from shadow_scores');
      return { count: found?.count ?? 0, tenant: found?.tenant ?? '' };
    };
    const { tenant } = await eventually(rows, ({ count }) => count >= 40, 60_000);
    await load.end();
    expect(load.failures).toEqual([]);
    expect([...load.versions()]).toEqual(['2026-11-28.1']);

    const evidence = `{ modelEvidence(model: OFFER_PROPENSITY, version: "${older}") { ... on ModelEvidence { champion rows positives effectiveSize gates { gate sentence } } } }`;
    const gate = z.object({ gate: z.string(), sentence: z.string() });
    const answer = z.object({ modelEvidence: z.object({ champion: z.string(), rows: z.number(), positives: z.number(), effectiveSize: z.number().nullable(), gates: z.array(gate) }) });
    const thin = answer.parse((await story.ask(evidence)).data).modelEvidence;
    expect(thin.gates.map(({ sentence }) => sentence).join()).toMatch(/Offers of the last hour do not count yet/);
    await seeShadowedOffers(dataSource, tenant, 150);
    const weighed = answer.parse((await story.ask(evidence)).data).modelEvidence;
    expect(weighed.champion).toBe('2026-11-28.1');
    expect(weighed.rows).toBe(6_000);
    expect(weighed.gates.map((each) => each.gate)).toEqual(['SUPPORT', 'LOG_LOSS', 'RANKING', 'CALIBRATION', 'POLICY']);
    expect(weighed.effectiveSize).toBeGreaterThan(0);
    const outcome = await promote(older);
    expect(outcome.__typename).toMatch(/^Model(Champion|PromotionRefused)$/);
    if (outcome.model) await rollBack(older);
  }); // prettier-ignore

  it('takes a version out, and lets nobody promote it or retire the champion', async () => {
    const code = async (mutation: string, version: string) => {
      const query = `mutation { ${mutation}(model: OFFER_PROPENSITY, version: "${version}", reason: "Knew too little") { ${mutation === 'promoteModel' ? '__typename' : 'state'} } }`; // prettier-ignore
      const { errors } = await story.ask(query, {}, story.keys.admin);
      return errors[0]?.extensions['code'];
    };
    expect(await code('retireModel', '2026-11-28.1')).toBe('MODEL_IS_CHAMPION');
    expect(await code('retireModel', older)).toBeUndefined();
    expect(await code('promoteModel', older)).toBe('MODEL_RETIRED');
    expect(await code('reinstateModel', older)).toBeUndefined();
    expect(await code('promoteModel', older)).toBeUndefined();
    expect(await code('promoteModel', '2020-01-01.1')).toBe('MODEL_NOT_FOUND');
    expect(story.logs()).not.toContain('could not refresh champions');
  });
});
