import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createTestTenant, eventually } from '../support/carousel.js';
import { ModelsFolder, settleLeads } from '../support/models-house.js';
import { madeUpLeads, spreadLeads } from '../support/retraining-house.js';
import { Story } from '../support/story.js';
import { canTrain, trainingDir } from '../support/training-environment.js';

const isHere = canTrain();
if (!isHere) console.log('No Python environment is made (npm run train:test makes it): the story of retraining is skipped.'); // prettier-ignore

const run = z.object({
  number: z.number(), state: z.string(), step: z.string().nullable(), leads: z.number().nullable(), newLeads: z.number().nullable(),
  version: z.string().nullable(), message: z.string().nullable(), attempts: z.number(), isPromoted: z.boolean(),
  metrics: z.array(z.object({ name: z.string(), value: z.number() })),
  evidence: z.object({ champion: z.string(), rows: z.number() }).nullable(),
}); // prettier-ignore
const fields = 'number state step leads newLeads version message attempts isPromoted metrics { name value } evidence { champion rows }'; // prettier-ignore
const retrain = `mutation { retrainModel(model: LEAD_SCORE, reason: "A season of leads") { ${fields} } }`;
const listed = z.object({ retrainings: z.object({ edges: z.array(z.object({ node: run })) }) });
const modelsAnswer = z.object({
  models: z.array(
    z.object({ version: z.string(), state: z.string().nullable(), status: z.string(), dataOrigin: z.string().nullable(), card: z.string().nullable() }),
  ),
}); // prettier-ignore

(isHere ? describe : describe.skip)('a model taught anew from own leads', () => {
  const folder = new ModelsFolder();
  let story: Story;
  /** How the names of the tenant's own versions end. */
  let ending = '';
  beforeAll(async () => {
    story = await Story.begin({ apis: 1, workers: 0, env: { MODELS_DIR: folder.path, TRAINING_DIR: trainingDir } }); // prettier-ignore
    const { dataSource } = story.database;
    const hand = await story.ask('mutation { submitLead(input: { interest: BUY, contact: { email: "zora@shop.example" }, viewer: { userId: "zora-1" }, idempotencyKey: "one" }) { ... on Lead { id } } }', {}, story.keys.storefront); // prettier-ignore
    const { id } = z.object({ submitLead: z.object({ id: z.string() }) }).parse(hand.data).submitLead;
    const [tenant]: { id: string }[] = await dataSource.query(`select id from tenants where slug = 'demo'`);
    await settleLeads(dataSource, tenant?.id ?? '', id, madeUpLeads(4_000, 4));
    await spreadLeads(dataSource, tenant?.id ?? '');
    ending = `-${tenant?.id.replaceAll('-', '') ?? 'nobody'}`;
  });
  afterAll(async () => {
    await story.end();
    folder.remove();
  });

  const admin = (query: string) => story.ask(query, {}, story.keys.admin);
  const runs = async () =>
    listed
      .parse((await story.ask(`{ retrainings(first: 5) { edges { node { ${fields} } } } }`)).data)
      .retrainings.edges.map(({ node }) => node);
  const newest = async () => (await runs())[0];
  const until = (is: (each: z.infer<typeof run>) => boolean) =>
    eventually(newest, (each) => each !== undefined && is(each), 200_000);
  const ownFolders = () => readdirSync(join(folder.path, 'lead-score')).filter((name) => /-[0-9a-f]{32}$/.test(name)); // prettier-ignore
  const privateFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('carousel-retraining-')); // prettier-ignore

  it('goes back when its worker ends or is killed in the middle of it, with all it started, and is made once', async () => {
    const before = privateFolders();
    expect((await admin(retrain)).errors).toEqual([]);
    const first = await story.carousel.startWorker();
    await until(({ step }) => step === 'TRAINING');
    await story.carousel.close(first);
    expect(await newest()).toMatchObject({ state: 'QUEUED', step: null, attempts: 1 });
    expect(privateFolders()).toEqual(before);

    const second = await story.carousel.startWorker();
    await until(({ step, attempts }) => step === 'TRAINING' && attempts === 2);
    await eventually(
      () => Promise.resolve(trainers(ending)),
      (found) => found !== 0,
      60_000,
    );
    await story.carousel.kill(second);
    await eventually(
      () => Promise.resolve(trainers(ending)),
      (found) => !found,
      60_000,
    );
    expect(ownFolders()).toEqual([]);

    await story.carousel.startWorker();
    const done = await until(({ state }) => state !== 'QUEUED' && state !== 'RUNNING');
    expect(done).toMatchObject({ state: 'DONE', attempts: 3, isPromoted: false });
    expect(done?.leads).toBeGreaterThanOrEqual(4_000);
    expect(ownFolders()).toEqual([done?.version]);
    expect(privateFolders()).toEqual(before);
  });

  it('is a candidate of its tenant with figures and evidence, and nobody’s in it can be found', async () => {
    const [made] = await runs();
    const metric = (name: string) => made?.metrics.find((each) => each.name === name)?.value ?? 0;
    expect(metric('auc')).toBeGreaterThan(0.55);
    expect(metric('train_rows')).toBeGreaterThan(2_500);
    expect(made?.evidence?.rows).toBeGreaterThan(500);
    const query = '{ models { version state status dataOrigin card } }';
    const own = modelsAnswer.parse((await story.ask(query)).data).models.find((each) => each.version === made?.version); // prettier-ignore
    expect(own).toMatchObject({ state: 'CANDIDATE', status: 'STANDBY', dataOrigin: 'own settled leads' });
    expect(own?.card).toContain('Taught by');
    const files = readdirSync(join(folder.path, 'lead-score', made?.version ?? '')).map((file) => readFileSync(join(folder.path, 'lead-score', made?.version ?? '', file), 'latin1')); // prettier-ignore
    expect(files.join()).not.toMatch(/zora/i);
    expect(story.logs()).not.toMatch(/zora/i);

    const other = await createTestTenant(story.database.dataSource, 'other');
    const theirs = await story.ask(query, {}, other.keys.admin);
    expect(JSON.stringify(theirs)).not.toContain(made?.version);
    const stolen = await story.ask(`mutation { promoteModel(model: LEAD_SCORE, version: "${made?.version}", force: true, reason: "Mine") { __typename } }`, {}, other.keys.admin); // prettier-ignore
    expect(stolen.errors[0]?.extensions['code']).toBe('MODEL_NOT_FOUND');
    expect(JSON.stringify(await story.ask(`{ retrainings { edges { node { ${fields} } } } }`, {}, other.keys.admin))).not.toContain('DONE'); // prettier-ignore
  });

  it('answers once it is promoted, and is not taught again from the same leads', async () => {
    const [made] = await runs();
    const promoted = await admin(`mutation { promoteModel(model: LEAD_SCORE, version: "${made?.version}", force: true, reason: "Tried by hand") { ... on ModelChampion { model { version status } } } }`); // prettier-ignore
    expect(promoted).toMatchObject({ errors: [], data: { promoteModel: { model: { version: made?.version, status: 'ANSWERING' } } } }); // prettier-ignore
    const hand = await admin('mutation { submitLead(input: { interest: BUY, contact: { email: "zoe@shop.example" }, viewer: { userId: "zoe-1" }, idempotencyKey: "two" }) { ... on Lead { score { modelVersion fallback } } } }'); // prettier-ignore
    expect(hand.data).toEqual({ submitLead: { score: { modelVersion: made?.version, fallback: null } } });
    await admin(retrain);
    const again = await until(({ state, number }) => number === 2 && state !== 'QUEUED' && state !== 'RUNNING'); // prettier-ignore
    expect(again).toMatchObject({ state: 'NOTHING_NEW', newLeads: 0, version: null });
    const setting = await admin('mutation { setRetraining(input: { model: LEAD_SCORE, isOn: true, leastNewLeads: 25 }) { isOn cadence promoteOnEvidence newLeads nextAt nextSentence } }'); // prettier-ignore
    expect(setting).toMatchObject({ errors: [], data: { setRetraining: { isOn: true, cadence: 'WEEKLY', promoteOnEvidence: false, newLeads: 0 } } }); // prettier-ignore
    expect(JSON.stringify(setting.data)).toContain('nothing would be taught: 0 leads were settled since the last version; 25 are needed.'); // prettier-ignore
  });
});

/** How many processes train for a version; null where the system does not tell. */
function trainers(version: string): number | null {
  if (!existsSync('/proc/self/cmdline')) return null;
  const lines = readdirSync('/proc').flatMap((pid) => {
    try {
      return /^\d+$/.test(pid) ? [readFileSync(join('/proc', pid, 'cmdline'), 'utf8')] : [];
    } catch {
      // It has ended since it was listed.
      return [];
    }
  });
  return lines.filter((line) => line.includes('carousel_training') && line.includes(version)).length;
}
