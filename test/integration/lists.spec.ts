import type { Caller } from '../../src/models/caller.js';
import type { IdentityKind } from '../../src/models/profile/identity.entity.js';
import type { Rule } from '../../src/models/segment/rule.js';
import { rehashAll } from '../../src/modules/platform/sealing/rehash.js';
import { ListEditor } from '../../src/modules/segments/lists/list-editor.service.js';
import { ListImportService } from '../../src/modules/segments/lists/list-import.service.js';
import { ListsService } from '../../src/modules/segments/lists/lists.service.js';
import type { NamedPerson } from '../../src/modules/segments/lists/named-by.js';
import {
  mostPeople,
  PeopleOnLists,
  type ListChange,
} from '../../src/modules/segments/lists/people-on-lists.service.js';
import { toSql } from '../../src/modules/segments/oracle/to-sql.js';
import { SurroundingsService } from '../../src/modules/segments/surroundings.service.js';
import { testDataKeys, testRing } from '../support/data-keys.js';
import { TestSegments } from '../support/segments-house.js';

const nobody = '00000000-0000-4000-8000-00000000000c';
const verified = (kind: IdentityKind & ('email' | 'phone' | 'loyaltyId'), value: string) => ({ otherIds: [{ kind, value, isVerified: true }] }); // prettier-ignore

describe('uploaded lists', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
  });
  afterEach(() => house.stop());

  const make = async (name: string, caller: Caller = house.caller) => {
    const made = await house.service(ListEditor).create(caller, name);
    if ('problems' in made) throw new Error(JSON.stringify(made.problems));
    return made.list.id;
  };
  const say = (id: string, change: ListChange, ...people: NamedPerson[]) =>
    house.service(PeopleOnLists).change(house.caller, id, change, people);
  const told = async (id: string, change: ListChange, ...people: NamedPerson[]) => {
    const outcome = await say(id, change, ...people);
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    return outcome.tally;
  };
  const segmentsOf = async (name: `${IdentityKind}:${string}`) => (await house.viewer(name))?.segmentIds;
  const profileOf = async (userId: string) => (await house.profiles.find(house.caller, { userId }))?.id ?? '';
  const listsService = () => house.service(ListsService);

  it('let people in and out at once, by whichever of their ids', async () => {
    const list = await make('Fleet');
    const inside = await house.make('Inside', { listed: { on: list } });
    const outside = await house.make('Outside', { not: { listed: { on: list } } });
    await house.send(
      { userId: 'ann', ...verified('email', 'ann@example.com') },
      { userId: 'bob', ...verified('phone', '+442079460018') },
      { userId: 'cleo', ...verified('loyaltyId', 'L-1') },
      { userId: 'dan' },
    );
    await house.settle();
    expect(await segmentsOf('userId:ann')).toEqual([outside]);
    expect(
      await told(
        list,
        'ADD',
        { email: ' Ann@Example.com' },
        { phone: '+44 20 7946 0018' },
        { loyaltyId: 'L-1' },
        { profileId: await profileOf('dan') },
        { email: 'ANN@example.com' },
      ),
    ).toEqual({ added: 4, unchanged: 0, removed: 0, withheld: 0 });
    await house.settle();
    for (const who of ['ann', 'bob', 'cleo', 'dan'] as const)
      expect([who, await segmentsOf(`userId:${who}`)]).toEqual([who, [inside]]);
    expect(await house.differences()).toEqual([]);
    // Taken off under another id than they were put on by.
    expect(await told(list, 'REMOVE', { userId: 'ann' }, { crmId: 'unknown' })).toMatchObject({ removed: 1 });
    await house.settle();
    expect(await segmentsOf('userId:ann')).toEqual([outside]);
    expect(await segmentsOf('userId:bob')).toEqual([inside]);
    expect(await house.differences()).toEqual([]);
  });

  it('wait for who is not known yet, and say how many are', async () => {
    const list = await make('Fleet');
    const inside = await house.make('Inside', { listed: { on: list } });
    await told(list, 'ADD', { email: 'late@example.com' }, { userId: 'later' });
    expect(await listsService().size(house.caller, list)).toBe(2);
    expect(await listsService().countKnown(house.caller, list)).toBe(0);
    await house.send({ anonymousId: 'browser' });
    await house.settle();
    expect(await segmentsOf('anonymousId:browser')).toEqual([]);
    // An address that nobody verified says nothing of who they are.
    await house.send({ anonymousId: 'browser', traits: { email: 'late@example.com' }, type: 'IDENTIFIED' });
    await house.settle();
    expect(await segmentsOf('anonymousId:browser')).toEqual([]);
    await house.send({ anonymousId: 'browser', ...verified('email', 'late@example.com') });
    await house.settle();
    expect(await segmentsOf('anonymousId:browser')).toEqual([inside]);
    expect(await listsService().countKnown(house.caller, list)).toBe(1);
    expect(await house.differences()).toEqual([]);
  });

  it('follow people through a merge and back', async () => {
    const list = await make('Fleet');
    const inside = await house.make('Inside', { listed: { on: list } });
    await house.send({ userId: 'ann' }, { anonymousId: 'tablet' });
    await told(list, 'ADD', { userId: 'ann' });
    await house.settle();
    expect(await segmentsOf('anonymousId:tablet')).toEqual([]);
    const tablet = (await house.profiles.find(house.caller, { anonymousId: 'tablet' }))?.id ?? '';
    const request = { fromProfileId: await profileOf('ann'), intoProfileId: tablet, reason: 'said so', isVerified: true }; // prettier-ignore
    const merged = await house.merging.merge(house.caller, request);
    await house.settle();
    expect(await segmentsOf('anonymousId:tablet')).toEqual([inside]);
    // By a profile that was emptied, too.
    expect(await told(list, 'ADD', { profileId: request.fromProfileId })).toMatchObject({ unchanged: 1 });
    if (merged.kind !== 'merged') throw new Error(merged.kind);
    await house.merging.unmerge(house.caller, merged.merge.id);
    await house.settle();
    expect(await segmentsOf('anonymousId:tablet')).toEqual([]);
    expect(await segmentsOf('userId:ann')).toEqual([inside]);
    expect(await house.differences()).toEqual([]);
  });

  it('are replaced whole: who is not named any more leaves', async () => {
    const list = await make('Fleet');
    const inside = await house.make('Inside', { listed: { on: list } });
    await house.send({ userId: 'ann' }, { userId: 'bob' }, { userId: 'cleo' });
    await told(list, 'ADD', { userId: 'ann' }, { userId: 'bob' });
    await house.settle();
    expect(await told(list, 'REPLACE', { userId: 'bob' }, { userId: 'cleo' })).toEqual({
      added: 1,
      unchanged: 1,
      removed: 1,
      withheld: 0,
    });
    await house.settle();
    expect(await segmentsOf('userId:ann')).toEqual([]);
    expect(await segmentsOf('userId:bob')).toEqual([inside]);
    expect(await segmentsOf('userId:cleo')).toEqual([inside]);
  });

  it('refuse what names nobody, each with its place, and change nothing then', async () => {
    const list = await make('Fleet');
    const people = [{ userId: 'good' }, { email: 'ann.smith' }, {}, { phone: '020 7946 0018' }, { profileId: nobody }]; // prettier-ignore
    const outcome = await say(list, 'ADD', ...people);
    expect(outcome).toMatchObject({
      problems: [
        { path: 'people[1].email', message: 'is no e-mail address' },
        { path: 'people[2]', message: 'names nobody' },
        { path: 'people[3].phone', message: 'is no telephone number with its country' },
        { path: 'people[4].profileId' },
      ],
    });
    expect(JSON.stringify(outcome)).not.toContain('smith');
    expect(await listsService().size(house.caller, list)).toBe(0);
    const many = Array.from({ length: mostPeople + 1 }, (_, n) => ({ userId: `u-${n}` }));
    expect(await say(list, 'ADD', ...many)).toMatchObject({ problems: [{ path: 'people' }] });
    expect(await told(list, 'ADD', ...many.slice(1))).toMatchObject({ added: mostPeople });
    expect(await told(list, 'REPLACE')).toMatchObject({ removed: mostPeople });
  });

  it('have names of their own, which sentences say', async () => {
    const list = await make(' Fleet ');
    const editor = house.service(ListEditor);
    expect(await editor.create(house.caller, 'fleet')).toMatchObject({ problems: [{ path: 'name' }] });
    expect(await editor.create(house.caller, ' ')).toMatchObject({
      problems: [{ message: 'has 0 characters' }],
    });
    const id = await house.make('Inside', { not: { listed: { on: list } } });
    const sentence = async () => (await house.segments.sentences(house.caller.tenantId)).get(id);
    expect(await sentence()).toBe('not on the list “Fleet”');
    await editor.rename(house.caller, list, 'Lorries');
    for (let n = 0; n < 200 && (await sentence()) !== 'not on the list “Lorries”'; n++)
      await new Promise((resume) => setTimeout(resume, 10));
    expect(await sentence()).toBe('not on the list “Lorries”');
    expect((await listsService().named(house.caller.tenantId, 'LORRIES'))?.id).toBe(list);
  });

  it('are asked for by rules only while they are there, and stay while a rule asks for them', async () => {
    const list = await make('Fleet');
    await told(list, 'ADD', { userId: 'ann' });
    const rule = { all: [{ did: {} }, { listed: { on: list } }] };
    const id = await house.make('Inside', rule);
    const editor = house.service(ListEditor);
    await expect(editor.archive(house.caller, list)).rejects.toThrow(
      'The rules of segments ask for this list: “Inside”. Change or archive them first.',
    );
    expect(await house.previews.preview(house.caller, { listed: { on: nobody } })).toMatchObject({
      problems: [{ path: 'rule.listed.on', message: 'is no list of yours' }],
    });
    const stranger = { ...house.caller, tenantId: nobody };
    expect(await house.previews.preview(stranger, { listed: { on: list } })).toMatchObject({
      problems: [{ message: 'is no list of yours' }],
    });
    await expect(listsService().find(stranger, list)).rejects.toThrow('There is no list');
    await house.segments.archive(house.caller, id);
    expect((await editor.archive(house.caller, list)).archivedAt).not.toBeNull();
    expect(await listsService().size(house.caller, list)).toBe(0);
    await expect(say(list, 'ADD', { userId: 'ann' })).rejects.toThrow('The list “Fleet” is archived');
    expect(await house.segments.create(house.caller, { name: 'Again', rule })).toMatchObject({
      problems: [{ path: 'rule.all[1].listed.on', message: 'asks for the list “Fleet”, which is archived' }],
    });
    // Its name is free again.
    await make('Fleet');
  });

  it('answer previews, explanations and the oracle as evaluation does', async () => {
    const [list, other] = [await make('Fleet'), await make('Others')];
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
    await told(list, 'ADD', { email: 'ann@example.com' }, { userId: 'ann' }, { userId: 'bob' });
    await told(other, 'ADD', { userId: 'bob' });
    await house.settle();
    const outcome = await house.previews.preview(house.caller, rule);
    const preview = 'preview' in outcome ? outcome.preview : undefined;
    const expected = [await profileOf('ann'), await profileOf('cleo')].toSorted();
    expect(preview).toMatchObject({ size: 2, outOf: 4 });
    expect(preview?.sampleProfileIds.toSorted()).toEqual(expected);
    expect(await house.audience.membership(house.caller, id, { userId: 'bob' })).toMatchObject({
      isMember: false,
      reasons: [{ holds: false }, { holds: false }, { holds: true }, { holds: false }, { holds: true }, { holds: false }], // prettier-ignore
    });
    expect((await bySql(rule)).toSorted()).toEqual(expected);
    expect(await house.differences()).toEqual([]);
  });

  it('say of some profiles, or of everybody, on which of these lists they stand', async () => {
    const [one, two, three] = [await make('One'), await make('Two'), await make('Three')];
    await house.send({ userId: 'ann' }, { userId: 'bob' }, { userId: 'cleo' });
    for (const id of [one, two, three]) await told(id, 'ADD', { userId: 'ann' });
    await told(two, 'ADD', { userId: 'bob' }, { email: 'ann@example.com' });
    await house.send({ userId: 'ann', ...verified('email', 'ann@example.com') });
    const [ann, bob, cleo] = [await profileOf('ann'), await profileOf('bob'), await profileOf('cleo')];
    const { manager } = house.dataSource;
    const sorted = (lists: ReadonlyMap<string, readonly string[]>) =>
      new Map([...lists].map(([profileId, ids]) => [profileId, ids.toSorted()]));
    const { tenantId } = house.caller;
    const found = await listsService().listsOf(manager, tenantId, [ann, bob, cleo], [one, two]);
    expect(sorted(found)).toEqual(new Map([[ann, [one, two].toSorted()], [bob, [two]]])); // prettier-ignore
    expect(await listsService().listsOf(manager, nobody, [ann, bob], [one, two])).toEqual(new Map());
    expect(sorted(await listsService().everyoneOn(manager, tenantId, [one, two]))).toEqual(sorted(found));
    expect(await listsService().everyoneOn(manager, nobody, [one, two])).toEqual(new Map());
  });

  it('are read out of files, row by row, and told what was wrong with each', async () => {
    const list = await make('Fleet');
    const csv = `Customer Number;E-Mail;City
ann;ann@example.com;York
;;Leeds
bob;no address;
;nor this;Hull
cleo;;Hull;surplus
`;
    const wanted = { tenantId: house.caller.tenantId, listId: list, columns: {} };
    const remarks: string[] = [];
    const listener = { onRemark: ({ line, severity, column, reason }: { line: number; severity: string; column: string; reason: string }) => void remarks.push(`${line} ${severity} ${column} ${reason}`) }; // prettier-ignore
    const imports = house.service(ListImportService);
    const { total } = await imports.importText({ ...wanted, change: 'ADD' }, csv, 5, listener);
    expect(total).toMatchObject({ rows: 5, added: 3, unchanged: 0, rejected: 3, share: 1 });
    expect(remarks.toSorted()).toEqual([
      '3 reject E-Mail, Customer Number names nobody',
      '4 warning E-Mail is no e-mail address',
      '5 reject E-Mail is no e-mail address',
      '6 reject  has more cells than the first line names columns, so they have shifted',
    ].map((text) => text.replace('E-Mail, Customer Number', 'Customer Number, E-Mail'))); // prettier-ignore
    expect((await imports.importText({ ...wanted, change: 'ADD' }, csv, 5)).total).toMatchObject({ added: 0, unchanged: 3 }); // prettier-ignore
    await expect(imports.importText({ ...wanted, change: 'ADD' }, csv, 4)).rejects.toThrow('more than 4 rows'); // prettier-ignore
    await expect(imports.importText({ ...wanted, change: 'REPLACE' }, 'email\nnobody\n', 5)).rejects.toThrow('the list stays as it is'); // prettier-ignore
    expect(await listsService().size(house.caller, list)).toBe(3);
    const replaced = await imports.importText({ ...wanted, change: 'REPLACE' }, 'userId\nann\ndan\n', 5);
    expect(replaced.total).toMatchObject({ added: 1, unchanged: 1, removed: 2 });
  });

  it('are found by another key once ids were hashed anew', async () => {
    const list = await make('Fleet');
    await house.send({ userId: 'ann' });
    await told(list, 'ADD', { userId: 'ann' }, { email: 'unknown@example.com' });
    const ring = testRing(testDataKeys.replace('lookup:0a', 'lookup:9f'));
    expect(await rehashAll(house.dataSource, ring)).toBe(3);
    expect(await listsService().countKnown(house.caller, list)).toBe(1);
    expect(await rehashAll(house.dataSource, testRing())).toBe(3);
  });

  it('have whoever becomes known meanwhile looked at, too', async () => {
    const list = await make('Fleet');
    const inside = await house.make('Inside', { listed: { on: list } });
    await house.settle();
    // Somebody else holds the list: the change waits, having begun.
    const holder = house.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query('lock table audience_list_entries in exclusive mode');
    const changing = told(list, 'ADD', { userId: 'ann' });
    await new Promise((resume) => setTimeout(resume, 200));
    await house.send({ userId: 'ann' });
    await holder.commitTransaction();
    await holder.release();
    await changing;
    // Evaluation may have seen them come before it could see the list.
    const asked: unknown[] = await house.dataSource.query('select from evaluation_requests where profile_id = $1', [await profileOf('ann')]); // prettier-ignore
    expect(asked).toHaveLength(1);
    await house.settle();
    expect(await segmentsOf('userId:ann')).toEqual([inside]);
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
      [...values, await profileOf('cleo')],
    );
    return rows.map(({ id }) => id);
  }
});
