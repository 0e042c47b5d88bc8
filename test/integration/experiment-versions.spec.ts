import { randomUUID } from 'node:crypto';
import { ResultsService } from '../../src/modules/experiments/results.service.js';
import { ExperimentsHouse, holdOut } from '../support/experiments-house.js';

describe('an experiment, version by version', () => {
  let house: ExperimentsHouse;
  beforeAll(async () => {
    house = await ExperimentsHouse.start();
  });
  afterAll(() => house.stop());

  it('says what was changed, by which key, and what nobody did; nothing twice', async () => {
    const { caller, clock, experiments } = house;
    const id = await house.plan(holdOut((await house.campaign()).id));
    const bob = { ...caller, keyId: 'bob' };
    await experiments.update(bob, id, { traffic: 0.5 });
    await experiments.update(bob, id, { traffic: 0.5 });
    await house.start(id);
    await house.start(id);
    await experiments.update(caller, id, { traffic: 0.75, endsAt: new Date(clock.at + 3_600_000) });
    expect(await experiments.update(caller, id, { layer: 'other', arms: [{ name: 'A', share: 0.2, isHeldOut: true }, { name: 'B', share: 0.8 }] })).toMatchObject({ problems: [{ path: 'arms' }, { path: 'layer' }] }); // prettier-ignore
    expect(await house.deeds(id)).toEqual([[1, 'CREATED', 'ann'], [2, 'CHANGED', 'bob'], [3, 'STARTED', 'ann'], [4, 'CHANGED', 'ann']]); // prettier-ignore
    expect((await house.versions(id)).map(({ changes }) => changes.map(({ words }) => words))).toEqual([
      [],
      ['Traffic: 1, now 0.5.'],
      [],
      ['Traffic: 0.5, now 0.75.', `Ends: none, now “${new Date(clock.at + 3_600_000).toISOString()}”.`],
    ]);
    expect(await house.versions(id, { ...caller, tenantId: randomUUID() })).toEqual([]);

    // Half as many are in one arm as were planned: what it says becomes another, once, whoever looks. Then its end comes.
    await house.expose(id, 300, 150);
    await house.tick();
    await Promise.all([house.tick(), house.tick()]);
    clock.at += 3_600_000;
    await Promise.all([house.tick(), house.tick()]);
    await experiments.end(caller, id);
    expect((await house.deeds(id)).slice(4)).toEqual([[5, 'VERDICT', null], [6, 'RAN_OUT', null]]); // prettier-ignore
    const verdict = (await house.versions(id))[4]?.version;
    expect(verdict).toMatchObject({ verdict: { kind: 'BROKEN' } });
    expect(verdict?.note).toMatch(/^Broken: /);
    expect(await house.of(ResultsService).of(caller, id)).toMatchObject({ reach: { kind: 'OVER' } });
  }, 60_000);

  it('notes of many each verdict of its own', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(async () => house.plan(holdOut((await house.campaign()).id))),
    );
    for (const id of ids) await house.start(id);
    const [first = '', second = ''] = ids;
    for (const id of [first, second]) await house.expose(id, 300, 150);
    await house.tick();
    const said = await Promise.all(ids.map(async (id) => (await house.deeds(id)).map(([, deed]) => deed)));
    const broken = ['CREATED', 'STARTED', 'VERDICT'];
    expect(said).toEqual([broken, broken, ['CREATED', 'STARTED']]);
  });

  it('that is older than versions is first kept as it was', async () => {
    const id = await house.plan(holdOut((await house.campaign()).id));
    await house.database.dataSource.query('delete from experiment_versions where experiment_id = $1', [id]);
    await house.database.dataSource.query('update experiments set version = 0 where id = $1', [id]);
    await house.experiments.update(house.caller, id, { name: 'Newer' });
    expect(await house.deeds(id)).toEqual([[1, 'KEPT', null], [2, 'CHANGED', 'ann']]); // prettier-ignore
    const [, changed] = await house.versions(id);
    expect(changed?.changes).toMatchObject([{ before: 'What does it bring?', after: 'Newer' }]);
  });
});
