import type { ExperimentDraft } from '../../src/modules/experiments/plans/read-plan.js';
import { Champions } from '../../src/modules/inference/standings/champions.js';
import { Metrics } from '../../src/modules/platform/metrics.js';
import { ExperimentsHouse, holdOut, ofAudiences, sound } from '../support/experiments-house.js';

const older = '2026-11-22.1';
const models: ExperimentDraft = {
  ...{ name: 'Newer or older', kind: 'MODELS' },
  arms: [{ name: 'As ever', share: 0.5 }, { name: 'Older', share: 0.5, modelVersion: older }],
}; // prettier-ignore

describe('experiments that name what there is not, or that many plan at once', () => {
  let house: ExperimentsHouse;
  beforeAll(async () => {
    house = await ExperimentsHouse.start();
  });
  afterAll(() => house.stop());

  it('say so of a campaign, whatever its id looks like', async () => {
    const { caller, experiments } = house;
    for (const id of ['nonsense', '', '../../x', '0'.repeat(10_000)])
      expect(await experiments.create(caller, holdOut(id))).toMatchObject({ problems: [{ path: 'campaignId' }] }); // prettier-ignore
  });

  it('say so of a version, whatever it looks like', async () => {
    const { caller, experiments } = house;
    for (const modelVersion of [
      '',
      ' ',
      '../../x',
      'v'.repeat(10_000),
      '2026-11-22.1~x',
      '\u202e2026-11-22.1',
    ]) {
      const arms = [{ name: 'A', share: 0.5 }, { name: 'B', share: 0.5, modelVersion }]; // prettier-ignore
      expect(await experiments.create(caller, { ...models, arms })).toMatchObject({ problems: [{ path: 'arms.1.modelVersion' }] }); // prettier-ignore
    }
  });

  it('do not try the champion beside itself', async () => {
    const { caller, experiments } = house;
    const champion = (await house.of(Champions).of(caller.tenantId)).get('offer-propensity') ?? '';
    const beside = (modelVersion: string | null) => [{ name: 'A', share: 0.5, modelVersion }, { name: 'B', share: 0.5, modelVersion: champion }]; // prettier-ignore
    expect(await experiments.create(caller, { ...models, arms: beside(null) })).toMatchObject({ problems: [{ path: 'arms.1.modelVersion' }] }); // prettier-ignore
    const id = await house.plan({ ...models, arms: beside(older) });
    sound(await house.start(id));
    await experiments.end(caller, id);
  });

  it('are planned and started by more callers at once than the process has connections', async () => {
    const { caller, experiments } = house;
    const ids = (await Promise.all(Array.from({ length: 24 }, () => experiments.create(caller, models)))).map((made) => sound(made).id); // prettier-ignore
    const started = await Promise.all(ids.map((id) => house.start(id)));
    expect(started.filter((answer) => 'status' in answer)).toHaveLength(1);
    const [running] = started.flatMap((answer) => ('status' in answer ? [answer.id] : []));
    await experiments.end(caller, running ?? '');
  }, 60_000);

  it('that run already take another name and end where their version does not run in this process', async () => {
    const { caller, database, experiments } = house;
    const id = await house.plan(models);
    sound(await house.start(id));
    // As in a process that started after the version's folder was lost.
    const lost = '2020-01-01.1';
    await database.dataSource.query(`insert into model_versions select model, $2, sha256, manifest, card, registered_at from model_versions where model = 'offer-propensity' and version = $1`, [older, lost]); // prettier-ignore
    await database.dataSource.query(`update experiments set plan = jsonb_set(plan, '{arms,1,modelVersion}', to_jsonb($2::text)) where id = $1`, [id, lost]); // prettier-ignore
    const endsAt = new Date(house.clock.at + 3_600_000);
    expect(sound(await experiments.update(caller, id, { name: 'Renamed', endsAt }))).toMatchObject({ endsAt, plan: { name: 'Renamed' } }); // prettier-ignore
    expect(await experiments.update(caller, id, { arms: models.arms ?? null })).toMatchObject({ problems: [{ path: 'arms' }] }); // prettier-ignore
    // The champion runs: operators are told of that by itself.
    expect(await house.of(Metrics).registry.getSingleMetricAsString('carousel_models_behind')).toContain('carousel_models_behind 0'); // prettier-ignore
    await experiments.end(caller, id);
  });

  it('or where an arm is for a segment that was archived before such were held', async () => {
    const { caller, database, experiments } = house;
    const [{ id: campaignId }, segmentId] = [await house.campaign(), await house.segment()];
    const id = await house.plan(ofAudiences(campaignId, segmentId));
    sound(await house.start(id));
    await database.dataSource.query('delete from experiment_segments where experiment_id = $1', [id]);
    await database.dataSource.query(`update segments set status = 'ARCHIVED' where id = $1`, [segmentId]);
    expect(sound(await experiments.update(caller, id, { name: 'Renamed' }))).toMatchObject({ plan: { name: 'Renamed' } }); // prettier-ignore
    await experiments.end(caller, id);
  });
});
