import type { DataSource } from 'typeorm';
import { LifecycleService } from '../../src/modules/segments/lifecycle/lifecycle.service.js';
import { VersionsService } from '../../src/modules/segments/versions/versions.service.js';
import { createTestTenant } from '../support/carousel.js';
import { TestSegments } from '../support/segments-house.js';

const views = { did: { event: 'VEHICLE_VIEWED', within: 'P2D' } };
const saves = { did: { event: 'VEHICLE_SAVED' } };

describe('versions of a segment', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
  });
  afterEach(() => house.stop());

  const versions = () => house.service(VersionsService);
  const all = async (id: string) =>
    (await versions().page(house.caller, id, { limit: 50, afterKey: null })).map(
      ({ version, rule, changedBy }) => ({ version, rule, changedBy }),
    );
  const change = async (id: string, what: object, keyId = 'test') => {
    const outcome = await house.segments.update({ ...house.caller, keyId }, id, what);
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    house.pass(60_000);
  };
  const restore = (id: string, version: number, expectedVersion?: number) =>
    versions().restore({ ...house.caller, keyId: 'restorer' }, id, version, expectedVersion);

  it('are its rules, with when and by whom they came; other changes leave none', async () => {
    const id = await house.make('Viewers', views);
    const began = house.now;
    house.pass(60_000);
    await change(id, { name: 'Lookers' });
    await change(id, { rule: saves, name: 'Savers' }, 'anothers');
    await change(id, { rule: saves });
    await change(id, { description: 'Of those who save.' });
    expect(await all(id)).toEqual([
      { version: 3, rule: saves, changedBy: 'anothers' },
      { version: 1, rule: views, changedBy: 'test' },
    ]);
    const dates = await versions().page(house.caller, id, { limit: 50, afterKey: null });
    expect(dates.map(({ changedAt }) => changedAt.getTime() - began)).toEqual([120_000, 0]);
    expect(await house.segments.find(house.caller, id)).toMatchObject({ version: 4 });
  });

  it('come in pages', async () => {
    const id = await house.make('Viewers', views);
    for (let times = 2; times <= 5; times++) await change(id, { rule: { did: { event: 'VEHICLE_VIEWED', times: { atLeast: times } } } }); // prettier-ignore
    const page = async (after: string | null) =>
      (await versions().page(house.caller, id, { limit: 2, afterKey: after === null ? null : [after] })).map(
        ({ version }) => version,
      );
    expect([await page(null), await page('4'), await page('2'), await page('1')]).toEqual([
      [5, 4, 3],
      [3, 2, 1],
      [1],
      [],
    ]);
    await expect(page('x')).rejects.toMatchObject({ code: 'BAD_CURSOR' });
  });

  it('are taken up again as a new one, and people come and go by it', async () => {
    const id = await house.make('Viewers', views);
    await house.send({ anonymousId: 'ann' }, { anonymousId: 'bob', type: 'VEHICLE_SAVED' });
    await change(id, { name: 'Lookers' });
    await change(id, { rule: saves });
    await house.settle();
    const segmentsOf = async (who: `anonymousId:${string}`) => (await house.viewer(who))?.segmentIds ?? [];
    expect([await segmentsOf('anonymousId:ann'), await segmentsOf('anonymousId:bob')]).toEqual([[], [id]]);
    // Version 2 brought no rule of its own: the one of version 1 was in force.
    expect(await restore(id, 2, 3)).toMatchObject({ segment: { version: 4, name: 'Lookers', rule: views } });
    await house.settle();
    expect([await segmentsOf('anonymousId:ann'), await segmentsOf('anonymousId:bob')]).toEqual([[id], []]);
    expect((await all(id)).map(({ version, changedBy }) => [version, changedBy])).toEqual([
      [4, 'restorer'],
      [3, 'test'],
      [1, 'test'],
    ]);
    // What is in force already changes nothing.
    expect(await restore(id, 1)).toMatchObject({ segment: { version: 4 } });
    expect(await house.differences()).toEqual([]);
  });

  it('are judged by what is there today', async () => {
    const other = await house.make('Others', views);
    const id = await house.make('Viewers', { member: { of: other } });
    await change(id, { rule: saves });
    await house.segments.archive(house.caller, other);
    expect(await restore(id, 1)).toMatchObject({ problems: [{ path: 'rule.member.of' }] });
    await house.dataSource.query(`update segment_versions set rule = '{"foretold": 1}' where version = 1 and segment_id = $1`, [id]); // prettier-ignore
    expect(await restore(id, 1)).toMatchObject({ problems: [{ path: 'rule' }] });
    expect(await house.segments.find(house.caller, id)).toMatchObject({ version: 2, rule: saves });
  });

  it('are refused where there are none such, of an archived segment, of a stage, and of another tenant', async () => {
    const id = await house.make('Viewers', views);
    await change(id, { rule: saves });
    for (const version of [0, -1, 3, 2_147_483_647])
      await expect(restore(id, version)).rejects.toMatchObject({ code: 'SEGMENT_VERSION_NOT_FOUND' });
    await expect(restore(id, 1, 1)).rejects.toMatchObject({ code: 'SEGMENT_CHANGED' });
    const other = await createTestTenant(house.dataSource, 'other');
    const theirs = { ...house.caller, tenantId: other.id };
    await expect(versions().restore(theirs, id, 1, null)).rejects.toMatchObject({
      code: 'SEGMENT_NOT_FOUND',
    });
    expect(await versions().page(theirs, id, { limit: 5, afterKey: null })).toEqual([]);
    await house.segments.archive(house.caller, id);
    await expect(restore(id, 1)).rejects.toMatchObject({ code: 'SEGMENT_ARCHIVED' });
    expect((await all(id)).map(({ version }) => version)).toEqual([2, 1]);

    await house.service(LifecycleService).set(house.caller, { track: true });
    const [stage]: { id: string }[] = await house.dataSource.query('select id from segments where built_in is not null limit 1'); // prettier-ignore
    expect(await all(stage?.id ?? '')).toEqual([]);
    await expect(restore(stage?.id ?? '', 1)).rejects.toMatchObject({ code: 'SEGMENT_BUILT_IN' });
  });

  it('of a segment from before they were kept begin with the rule it had then', async () => {
    const id = await house.make('Viewers', views);
    await change(id, { name: 'Lookers' });
    await undoVersions(house.dataSource);
    await house.dataSource.runMigrations();
    expect(await all(id)).toEqual([{ version: 2, rule: views, changedBy: null }]);
    await change(id, { rule: saves });
    await expect(restore(id, 1)).rejects.toMatchObject({ code: 'SEGMENT_VERSION_NOT_FOUND' });
    expect(await restore(id, 2)).toMatchObject({ segment: { version: 4, rule: views } });
  });

  it('go with their tenant', async () => {
    await house.make('Viewers', views);
    await house.dataSource.query('delete from tenants where id = $1', [house.caller.tenantId]);
    expect(await house.dataSource.query('select 1 from segment_versions')).toEqual([]);
  });
});

/** Back to where no versions were kept, and no further. */
async function undoVersions(dataSource: DataSource): Promise<void> {
  for (;;) {
    const [last]: { name: string }[] = await dataSource.query('select name from migrations order by id desc limit 1'); // prettier-ignore
    await dataSource.undoLastMigration();
    if (last?.name === 'VersionSegmentRules1763970001000') return;
  }
}
