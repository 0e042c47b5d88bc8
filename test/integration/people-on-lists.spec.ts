import type { Rule } from '../../src/models/segment/rule.js';
import { toSql } from '../../src/modules/segments/oracle/to-sql.js';
import { SurroundingsService } from '../../src/modules/segments/surroundings.service.js';
import { TestLists, verified } from '../support/lists-of.js';
import { TestSegments } from '../support/segments-house.js';

describe('people on uploaded lists', () => {
  let house: TestSegments;
  let lists: TestLists;
  beforeEach(async () => {
    house = await TestSegments.start();
    lists = new TestLists(house);
  });
  afterEach(() => house.stop());

  it('let people in and out at once, by whichever of their ids', async () => {
    const list = await lists.make('Fleet');
    const inside = await house.make('Inside', { listed: { on: list } });
    const outside = await house.make('Outside', { not: { listed: { on: list } } });
    await house.send(
      { userId: 'ann', ...verified('email', 'ann@example.com') },
      { userId: 'bob', ...verified('phone', '+442079460018') },
      { userId: 'cleo', ...verified('loyaltyId', 'L-1') },
      { userId: 'dan' },
    );
    await house.settle();
    expect(await lists.segmentsOf('userId:ann')).toEqual([outside]);
    expect(
      await lists.told(
        list,
        'ADD',
        { email: ' Ann@Example.com' },
        { phone: '+44 20 7946 0018' },
        { loyaltyId: 'L-1' },
        { profileId: await lists.profileOf('dan') },
        { email: 'ANN@example.com' },
      ),
    ).toEqual({ added: 4, unchanged: 0, removed: 0, withheld: 0 });
    await house.settle();
    for (const who of ['ann', 'bob', 'cleo', 'dan'] as const)
      expect([who, await lists.segmentsOf(`userId:${who}`)]).toEqual([who, [inside]]);
    expect(await house.differences()).toEqual([]);
    // Taken off under another id than they were put on by.
    expect(await lists.told(list, 'REMOVE', { userId: 'ann' }, { crmId: 'unknown' })).toMatchObject({
      removed: 1,
    });
    await house.settle();
    expect(await lists.segmentsOf('userId:ann')).toEqual([outside]);
    expect(await lists.segmentsOf('userId:bob')).toEqual([inside]);
    expect(await house.differences()).toEqual([]);
  });

  it('wait for who is not known yet, and say how many are', async () => {
    const list = await lists.make('Fleet');
    const inside = await house.make('Inside', { listed: { on: list } });
    await lists.told(list, 'ADD', { email: 'late@example.com' }, { userId: 'later' });
    expect(await lists.size(list)).toBe(2);
    expect(await lists.known(list)).toBe(0);
    await house.send({ anonymousId: 'browser' });
    await house.settle();
    expect(await lists.segmentsOf('anonymousId:browser')).toEqual([]);
    // An address that nobody verified says nothing of who they are.
    await house.send({ anonymousId: 'browser', traits: { email: 'late@example.com' }, type: 'IDENTIFIED' });
    await house.settle();
    expect(await lists.segmentsOf('anonymousId:browser')).toEqual([]);
    await house.send({ anonymousId: 'browser', ...verified('email', 'late@example.com') });
    await house.settle();
    expect(await lists.segmentsOf('anonymousId:browser')).toEqual([inside]);
    expect(await lists.known(list)).toBe(1);
    expect(await house.differences()).toEqual([]);
  });

  it('follow people through a merge and back', async () => {
    const list = await lists.make('Fleet');
    const inside = await house.make('Inside', { listed: { on: list } });
    await house.send({ userId: 'ann' }, { anonymousId: 'tablet' });
    await lists.told(list, 'ADD', { userId: 'ann' });
    await house.settle();
    expect(await lists.segmentsOf('anonymousId:tablet')).toEqual([]);
    const tablet = (await house.profiles.find(house.caller, { anonymousId: 'tablet' }))?.id ?? '';
    const request = { fromProfileId: await lists.profileOf('ann'), intoProfileId: tablet, reason: 'said so', isVerified: true }; // prettier-ignore
    const merged = await house.merging.merge(house.caller, request);
    await house.settle();
    expect(await lists.segmentsOf('anonymousId:tablet')).toEqual([inside]);
    // By a profile that was emptied, too.
    expect(await lists.told(list, 'ADD', { profileId: request.fromProfileId })).toMatchObject({
      unchanged: 1,
    });
    if (merged.kind !== 'merged') throw new Error(merged.kind);
    await house.merging.unmerge(house.caller, merged.merge.id);
    await house.settle();
    expect(await lists.segmentsOf('anonymousId:tablet')).toEqual([]);
    expect(await lists.segmentsOf('userId:ann')).toEqual([inside]);
    expect(await house.differences()).toEqual([]);
  });

  it('are replaced whole: who is not named any more leaves', async () => {
    const list = await lists.make('Fleet');
    const inside = await house.make('Inside', { listed: { on: list } });
    await house.send({ userId: 'ann' }, { userId: 'bob' }, { userId: 'cleo' });
    await lists.told(list, 'ADD', { userId: 'ann' }, { userId: 'bob' });
    await house.settle();
    expect(await lists.told(list, 'REPLACE', { userId: 'bob' }, { userId: 'cleo' })).toEqual({
      added: 1,
      unchanged: 1,
      removed: 1,
      withheld: 0,
    });
    await house.settle();
    expect(await lists.segmentsOf('userId:ann')).toEqual([]);
    expect(await lists.segmentsOf('userId:bob')).toEqual([inside]);
    expect(await lists.segmentsOf('userId:cleo')).toEqual([inside]);
  });

  it('answer previews, explanations and the oracle as evaluation does', async () => {
    const [list, other] = [await lists.make('Fleet'), await lists.make('Others')];
    const rule: Rule = {
      any: [{ all: [{ listed: { on: list } }, { not: { listed: { on: other } } }] }, { trait: { name: 'vip', is: true } }], // prettier-ignore
    };
    const id = await house.make('Inside', rule);
    await house.send(
      { userId: 'ann', ...verified('email', 'ann@example.com') },
      { userId: 'bob' },
      { userId: 'cleo', type: 'IDENTIFIED', traits: { vip: true } },
      { userId: 'dan' },
    );
    await lists.told(list, 'ADD', { email: 'ann@example.com' }, { userId: 'ann' }, { userId: 'bob' });
    await lists.told(other, 'ADD', { userId: 'bob' });
    await house.settle();
    const outcome = await house.previews.preview(house.caller, rule);
    const preview = 'preview' in outcome ? outcome.preview : undefined;
    const expected = [await lists.profileOf('ann'), await lists.profileOf('cleo')].toSorted();
    expect(preview).toMatchObject({ size: 2, outOf: 4 });
    expect(preview?.profileIds.toSorted()).toEqual(expected);
    expect(await house.audience.membership(house.caller, id, { userId: 'bob' })).toMatchObject({
      isMember: false,
      reasons: [{ holds: false }, { holds: false }, { holds: true }, { holds: false }, { holds: true }, { holds: false }], // prettier-ignore
    });
    expect((await bySql(rule)).toSorted()).toEqual(expected);
    expect(await house.differences()).toEqual([]);
  });

  it('have whoever becomes known meanwhile looked at, too', async () => {
    const list = await lists.make('Fleet');
    const inside = await house.make('Inside', { listed: { on: list } });
    await house.settle();
    // Somebody else holds the list: the change waits, having begun.
    const holder = house.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query('lock table audience_list_entries in exclusive mode');
    const changing = lists.told(list, 'ADD', { userId: 'ann' });
    await new Promise((resume) => setTimeout(resume, 200));
    await house.send({ userId: 'ann' });
    await holder.commitTransaction();
    await holder.release();
    await changing;
    // Evaluation may have seen them come before it could see the list.
    const asked: unknown[] = await house.dataSource.query('select from evaluation_requests where profile_id = $1', [await lists.profileOf('ann')]); // prettier-ignore
    expect(asked).toHaveLength(1);
    await house.settle();
    expect(await lists.segmentsOf('userId:ann')).toEqual([inside]);
  });

  /** Who a rule names by SQL over the tables themselves. */
  async function bySql(rule: Rule): Promise<string[]> {
    const { tenantId } = house.caller;
    const around = await house.service(SurroundingsService).aroundOne(tenantId, rule);
    const { text, values } = toSql(rule, house.now, around, [tenantId]);
    const rows: { id: string }[] = await house.dataSource.query(
      `with person as (
         select p.id as profile_id, case p.id when $${values.length + 1} then '{"vip": true}'::jsonb else '{}' end as traits
         from profiles p where p.tenant_id = $1
       ), listed as (
         select e.list_id, i.profile_id from audience_list_entries e join identities i using (tenant_id, kind, hash)
         where e.tenant_id = $1
       )
       select profile_id as id from person p where ${text}`,
      [...values, await lists.profileOf('cleo')],
    );
    return rows.map(({ id }) => id);
  }
});
