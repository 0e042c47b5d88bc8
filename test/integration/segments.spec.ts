import { TestSegments } from '../support/segments-house.js';

const day = 86_400_000;
const suvs = {
  did: { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'] }, times: { atLeast: 3 }, within: 'P14D' },
};
const page = { limit: 10, afterKey: null };

describe('segments', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
  });
  afterEach(() => house.stop());

  it('lets a shopper in with the third event, and out when the window passes with no event at all', async () => {
    const id = await house.make('SUV shoppers', suvs);
    await house.send({ anonymousId: 'a-17' }, { anonymousId: 'a-17' });
    await house.settle();
    expect(await house.viewer('anonymousId:a-17')).toMatchObject({ segmentIds: [], recent: [{}, {}] });

    house.pass(day);
    await house.send({ anonymousId: 'a-17' });
    await house.settle();
    expect((await house.viewer('anonymousId:a-17'))?.segmentIds).toEqual([id]);
    expect(await house.segments.size(house.caller, id)).toBe(1);

    house.pass(13 * day - 1);
    await house.settle();
    expect((await house.viewer('anonymousId:a-17'))?.segmentIds).toEqual([id]);
    house.pass(1);
    await house.settle();
    expect((await house.viewer('anonymousId:a-17'))?.segmentIds).toEqual([]);
    const answer = await house.audience.membership(house.caller, id, { anonymousId: 'a-17' });
    expect(answer).toMatchObject({
      isMember: false,
      reasons: [{ path: 'rule.did', holds: false, count: 1 }],
    });
    expect(answer.stays).toEqual([
      { enteredAt: new Date(house.now - 13 * day), leftAt: new Date(house.now) },
    ]);
    expect(await house.differences()).toEqual([]);
  });

  it('lets a shopper in by the passing of time', async () => {
    const id = await house.make('No test drive lately', {
      all: [
        { did: { event: 'VEHICLE_VIEWED' } },
        { not: { did: { event: 'TEST_DRIVE_BOOKED', within: 'P7D' } } },
      ],
    });
    await house.send({ anonymousId: 'a-1' }, { anonymousId: 'a-1', type: 'TEST_DRIVE_BOOKED' });
    await house.settle();
    expect((await house.viewer('anonymousId:a-1'))?.segmentIds).toEqual([]);
    house.pass(7 * day);
    await house.settle();
    expect((await house.viewer('anonymousId:a-1'))?.segmentIds).toEqual([id]);
  });

  it('counts an event that arrives late as of when it happened', async () => {
    const id = await house.make('SUV shoppers', suvs);
    await house.send({ anonymousId: 'a-2' }, { anonymousId: 'a-2' });
    await house.send({ anonymousId: 'a-2', occurredAt: house.now - 13 * day });
    await house.settle();
    expect((await house.viewer('anonymousId:a-2'))?.segmentIds).toEqual([id]);
    house.pass(day);
    await house.settle();
    expect((await house.viewer('anonymousId:a-2'))?.segmentIds).toEqual([]);
  });

  it('joins two histories when they turn out to be one person, and empties the one that was left', async () => {
    const id = await house.make('SUV shoppers', suvs);
    await house.send(
      { anonymousId: 'phone' },
      { anonymousId: 'tablet', userId: 'u-1' },
      { anonymousId: 'tablet' },
    );
    await house.settle();
    expect((await house.viewer('anonymousId:phone'))?.segmentIds).toEqual([]);
    await house.send({ anonymousId: 'phone', userId: 'u-1', type: 'IDENTIFIED', vehicle: null });
    await house.settle();
    const phone = await house.viewer('anonymousId:phone');
    expect(phone?.segmentIds).toEqual([id]);
    expect(phone).toEqual(await house.viewer('userId:u-1'));
    expect(await house.segments.size(house.caller, id)).toBe(1);
    expect(await house.differences()).toEqual([]);
  });

  it('applies a new, a changed and an archived segment to everyone known', async () => {
    await house.send(...['a', 'b', 'c'].flatMap((id) => [1, 2, 3].map(() => ({ anonymousId: id }))));
    await house.settle();
    const id = await house.make('SUV shoppers', suvs);
    expect(await house.segments.isEvaluating(house.caller, id)).toBe(true);
    await house.settle();
    expect(await house.segments.isEvaluating(house.caller, id)).toBe(false);
    expect(await house.segments.size(house.caller, id)).toBe(3);

    await house.segments.update(house.caller, id, { rule: { did: { ...suvs.did, times: { atLeast: 4 } } } });
    await house.send({ anonymousId: 'b' });
    await house.settle();
    expect(await house.segments.members(house.caller, id, page)).toHaveLength(1);
    expect((await house.viewer('anonymousId:a'))?.segmentIds).toEqual([]);
    expect((await house.viewer('anonymousId:b'))?.segmentIds).toEqual([id]);

    expect(await house.segments.archive(house.caller, id)).toMatchObject({ segment: { status: 'ARCHIVED' } });
    expect(await house.segments.size(house.caller, id)).toBe(0);
    expect(await house.segments.members(house.caller, id, page)).toEqual([]);
    await house.settle();
    expect((await house.viewer('anonymousId:b'))?.segmentIds).toEqual([]);
    await expect(house.segments.archive(house.caller, id)).rejects.toMatchObject({
      code: 'SEGMENT_ARCHIVED',
    });
  });

  it('previews exactly, and explains what is wrong with a rule', async () => {
    await house.send({ anonymousId: 'a' }, { anonymousId: 'b', type: 'TEST_DRIVE_BOOKED' });
    await house.settle();
    const answer = await house.previews.preview(house.caller, { did: { event: 'TEST_DRIVE_BOOKED' } });
    expect(answer).toMatchObject({
      preview: { size: 1, outOf: 2, rule: { did: { event: 'TEST_DRIVE_BOOKED' } } },
    });
    const invalid = await house.previews.preview(house.caller, {
      did: { event: 'VEHICLE_VIEWED', within: 'P1M' },
    });
    expect(invalid).toMatchObject({ problems: [{ path: 'rule.did.within' }] });
  });

  it('publishes what a worker committed and then died before publishing', async () => {
    const { store } = house;
    const publish = store.publish.bind(store);
    store.publish = () => Promise.reject(new Error('killed'));
    await house.send({ anonymousId: 'a-3' });
    await expect(house.settle()).rejects.toThrow('killed');
    store.publish = publish;
    expect(await house.viewer('anonymousId:a-3')).toBeNull();
    house.pass(1_001);
    await house.settle();
    expect((await house.viewer('anonymousId:a-3'))?.recent).toHaveLength(1);
  });

  it('publishes everything again when the viewer store was lost', async () => {
    await house.send({ anonymousId: 'a-4' });
    await house.settle();
    await house.keeper.watch(house.now);
    await house.dataSource.query('truncate viewer_states, viewer_aliases, viewer_mark');
    expect(await house.viewer('anonymousId:a-4')).toBeNull();
    await house.keeper.watch(house.now);
    await house.settle();
    expect((await house.viewer('anonymousId:a-4'))?.recent).toHaveLength(1);
  });

  it('publishes again what a store that went back to an older copy has lost, and that only', async () => {
    await house.send({ anonymousId: 'a-5' });
    await house.settle();
    for (let watched = 0; watched < 15; watched++) {
      await house.keeper.watch(house.now);
      await house.settle();
      house.pass(50_000);
    }
    await house.send({ anonymousId: 'a-4' });
    await house.settle();
    await house.keeper.watch(house.now);
    await house.settle();
    await house.dataSource.query('create table copy as table viewer_states');
    await house.send({ anonymousId: 'a-4' });
    await house.settle();
    await house.dataSource.query('truncate viewer_states; insert into viewer_states table copy');
    expect((await house.viewer('anonymousId:a-4'))?.recent).toHaveLength(1);

    const { store } = house;
    const mark = await store.lastMark();
    store.lastMark = () => Promise.resolve(mark && { ...mark, isSameServer: false });
    await house.keeper.watch(house.now);
    const again: unknown[] = await house.dataSource.query(
      'select 1 from profile_evaluations where unpublished',
    );
    expect(again).toHaveLength(1);
    await house.settle();
    expect((await house.viewer('anonymousId:a-4'))?.recent).toHaveLength(2);
  });

  it('takes a backfill up where a killed worker left it', async () => {
    await house.send(...Array.from({ length: 1_200 }, (_, n) => ({ anonymousId: `a-${n}` })));
    await house.settle();
    const id = await house.make('Anyone', { did: { event: 'VEHICLE_VIEWED' } });
    // A worker works a transaction at a time: one that dies leaves what its last commit left, unpublished.
    const firstStep = await house.step.take(0, house.now);
    const begun = firstStep?.evaluated.length ?? 0;
    expect(begun).toBeGreaterThan(0);
    expect(await house.segments.isEvaluating(house.caller, id)).toBe(true);
    expect(await house.segments.size(house.caller, id)).toBe(begun);
    house.pass(2_000);
    await house.settle();
    expect(await house.segments.isEvaluating(house.caller, id)).toBe(false);
    expect(await house.segments.size(house.caller, id)).toBe(1_200);
    expect((await house.viewer('anonymousId:a-1199'))?.segmentIds).toEqual([id]);
    expect(await house.differences()).toEqual([]);
  });

  it('stays true with two workers on every shard at once', async () => {
    await house.make('SUV shoppers', suvs);
    await house.make('Anyone', { did: { event: 'VEHICLE_VIEWED', within: 'P30D' } });
    const other = await house.another();
    for (let round = 0; round < 5; round++) {
      await house.send(...Array.from({ length: 40 }, (_, n) => ({ anonymousId: `a-${n % 17}` })));
      await Promise.all([house.settle(), house.settle(other.evaluation)]);
    }
    await other.stop();
    await house.settle();
    expect(await house.differences()).toEqual([]);
    const twice: unknown[] = await house.dataSource.query(
      'select profile_id from segment_memberships group by profile_id, segment_id having count(*) > 1',
    );
    expect(twice).toEqual([]);
  });

  it('leaves no trace of a change that changes nothing', async () => {
    const id = await house.make('SUV shoppers', suvs);
    await house.settle();
    const before = await house.segments.find(house.caller, id);
    for (const change of [{}, { name: 'SUV shoppers' }, { rule: suvs }])
      expect(await house.segments.update(house.caller, id, change)).toEqual({ segment: before });
    expect(await house.segments.isEvaluating(house.caller, id)).toBe(false);
    expect(await house.segments.find(house.caller, id)).toEqual(before);
  });

  it('says what is wrong with name and description together with the rule, and keeps what was', async () => {
    const bad = { name: ' ', description: 'x'.repeat(1_001), rule: { did: { event: 'NAP' } } };
    expect(await house.segments.create(house.caller, bad)).toMatchObject({
      problems: [
        { path: 'name', message: 'has 0 characters', remedy: 'Give 1 to 120.' },
        { path: 'description', remedy: 'Give 0 to 1000.' },
        { path: 'rule.did.event' },
      ],
    });
    const id = await house.make('SUV shoppers', suvs);
    const before = await house.segments.find(house.caller, id);
    expect(await house.segments.update(house.caller, id, { name: '\t', rule: null })).toMatchObject({
      problems: [{ path: 'name' }],
    });
    expect(await house.segments.find(house.caller, id)).toEqual(before);
  });

  it('refuses a change that has been overtaken, and a stranger', async () => {
    const id = await house.make('SUV shoppers', suvs);
    await house.segments.update(house.caller, id, { name: 'SUVs' });
    await expect(
      house.segments.update(house.caller, id, { name: 'Again', expectedVersion: 1 }),
    ).rejects.toMatchObject({ code: 'SEGMENT_CHANGED' });
    const stranger = { ...house.caller, tenantId: '00000000-0000-4000-8000-000000000000' };
    await expect(house.segments.find(stranger, id)).rejects.toMatchObject({ code: 'SEGMENT_NOT_FOUND' });
    await expect(house.segments.find(house.caller, 'no-id')).rejects.toMatchObject({
      code: 'SEGMENT_NOT_FOUND',
    });
    expect(await house.segments.list(stranger, page, true)).toEqual([]);
    expect([...(await house.segments.names(house.caller.tenantId)).values()]).toEqual(['SUVs']);
  });
});
