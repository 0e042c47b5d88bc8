import type { ExperimentDraft } from '../../src/modules/experiments/plans/read-plan.js';
import { ExperimentsHouse, holdOut, sound } from '../support/experiments-house.js';

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
    for (const modelVersion of ['', ' ', '../../x', 'v'.repeat(10_000), '2026-11-22.1~x', '\u202e2026-11-22.1']) {
      const arms = [{ name: 'A', share: 0.5 }, { name: 'B', share: 0.5, modelVersion }]; // prettier-ignore
      expect(await experiments.create(caller, { ...models, arms })).toMatchObject({ problems: [{ path: 'arms.1.modelVersion' }] }); // prettier-ignore
    }
  });

  it('are planned and started by more callers at once than the process has connections', async () => {
    const { caller, experiments } = house;
    const ids = (await Promise.all(Array.from({ length: 24 }, () => experiments.create(caller, models)))).map((made) => sound(made).id); // prettier-ignore
    const started = await Promise.all(ids.map((id) => house.start(id)));
    expect(started.filter((answer) => 'status' in answer)).toHaveLength(1);
    const [running] = started.flatMap((answer) => ('status' in answer ? [answer.id] : []));
    await experiments.end(caller, running ?? '');
  }, 60_000);
});
