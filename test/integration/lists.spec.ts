import { rehashAll } from '../../src/modules/platform/sealing/rehash.js';
import { ListImportService } from '../../src/modules/segments/lists/list-import.service.js';
import { mostPeople } from '../../src/modules/segments/lists/people-on-lists.service.js';
import { Residents } from '../../src/modules/segments/resident/residents.service.js';
import { testDataKeys, testRing } from '../support/data-keys.js';
import { TestLists, verified } from '../support/lists-of.js';
import { TestQuestionWorker } from '../support/question-worker.js';
import { TestSegments } from '../support/segments-house.js';

const nobody = '00000000-0000-4000-8000-00000000000c';

describe('uploaded lists', () => {
  let house: TestSegments;
  let lists: TestLists;
  beforeEach(async () => {
    house = await TestSegments.start();
    lists = new TestLists(house);
  });
  afterEach(() => house.stop());

  it('refuse what names nobody, each with its place, and change nothing then', async () => {
    const list = await lists.make('Fleet');
    const people = [{ userId: 'good' }, { email: 'ann.smith' }, {}, { phone: '020 7946 0018' }, { profileId: nobody }]; // prettier-ignore
    const outcome = await lists.say(list, 'ADD', ...people);
    expect(outcome).toMatchObject({
      problems: [
        { path: 'people[1].email', message: 'is no e-mail address' },
        { path: 'people[2]', message: 'names nobody' },
        { path: 'people[3].phone', message: 'is no telephone number with its country' },
        { path: 'people[4].profileId' },
      ],
    });
    expect(JSON.stringify(outcome)).not.toContain('smith');
    expect(await lists.size(list)).toBe(0);
    const many = Array.from({ length: mostPeople + 1 }, (_, n) => ({ userId: `u-${n}` }));
    expect(await lists.say(list, 'ADD', ...many)).toMatchObject({ problems: [{ path: 'people' }] });
    expect(await lists.told(list, 'ADD', ...many.slice(1))).toMatchObject({ added: mostPeople });
    expect(await lists.told(list, 'REPLACE')).toMatchObject({ removed: mostPeople });
  });

  it('have names of their own, which sentences say', async () => {
    const list = await lists.make(' Fleet ');
    const { editor } = lists;
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
    expect((await lists.service.named(house.caller.tenantId, 'LORRIES'))?.id).toBe(list);
  });

  it('are asked for by rules only while they are there, and stay while a rule asks for them', async () => {
    const list = await lists.make('Fleet');
    await lists.told(list, 'ADD', { userId: 'ann' });
    const rule = { all: [{ did: {} }, { listed: { on: list } }] };
    const id = await house.make('Inside', rule);
    const { editor } = lists;
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
    await expect(lists.service.find(stranger, list)).rejects.toThrow('There is no list');
    await house.segments.archive(house.caller, id);
    expect((await editor.archive(house.caller, list)).archivedAt).not.toBeNull();
    expect(await lists.size(list)).toBe(0);
    expect((await editor.archive(house.caller, list)).archivedAt).not.toBeNull();
    await expect(lists.say(list, 'ADD', { userId: 'ann' })).rejects.toThrow('The list “Fleet” is archived');
    expect(await house.segments.create(house.caller, { name: 'Again', rule })).toMatchObject({
      problems: [{ path: 'rule.all[1].listed.on', message: 'asks for the list “Fleet”, which is archived' }],
    });
    // Its name is free again.
    await lists.make('Fleet');
  });

  it('are read for nobody once no rule and no question asks for them any more', async () => {
    const [fleet, staff] = [await lists.make('Fleet'), await lists.make('Staff')];
    await house.send({ userId: 'ann' });
    for (const list of [fleet, staff]) await lists.told(list, 'ADD', { userId: 'ann' });
    await house.settle();
    const worker = await TestQuestionWorker.start(house);
    const inside = await house.make('Inside', { listed: { on: fleet } });
    await house.settle();
    const asked = { listed: { on: staff } };
    const count = async () => {
      const tried = await house.previews.preview(house.caller, asked, 20_000);
      return 'problems' in tried ? tried.problems : tried.preview.size;
    };
    const read = () =>
      house.service(Residents).all.flatMap((shard) => shard.asksFor(house.caller.tenantId).lists);
    expect(new Set(read())).toEqual(new Set([fleet]));
    expect(await count()).toBe(1);
    expect(new Set(read())).toEqual(new Set([fleet, staff]));
    const anybody = ['bob', 'cleo', 'dan', 'eve', 'fay', 'gus', 'hal', 'ida', 'joe'].map((userId) => ({
      userId,
    }));
    await house.send(...anybody);
    await house.settle();
    expect(new Set(read())).toEqual(new Set([fleet]));
    await lists.told(staff, 'ADD', { userId: 'bob' });
    await house.settle();
    expect(await count()).toBe(2);
    await house.segments.archive(house.caller, inside);
    await house.send(...anybody);
    await house.settle();
    expect(read()).toEqual([]);
    await house.make('Inside again', { listed: { on: fleet } });
    await house.settle();
    expect(await house.differences()).toEqual([]);
    expect(await lists.segmentsOf('userId:ann')).toHaveLength(1);
    await worker.stop();
  });

  it('have people looked at again whose history is what it was: nothing in a snapshot is void for it', async () => {
    const list = await lists.make('Fleet');
    const inside = await house.make('Inside', { listed: { on: list } });
    await house.send({ userId: 'ann' }, { userId: 'bob' });
    await house.settle();
    await house.dataSource.query(
      'insert into shard_snapshots (shard, id, epoch, file_key, is_written) select shard, gen_random_uuid(), epoch, $1, true from shard_owners',
      ['none'],
    );
    const voided = () => house.dataSource.query('select profile_id from snapshot_changes');
    await lists.told(list, 'ADD', { userId: 'ann' }, { userId: 'bob' });
    await house.settle();
    expect(await lists.segmentsOf('userId:ann')).toEqual([inside]);
    await lists.told(list, 'REPLACE', { userId: 'bob' });
    await house.settle();
    expect(await lists.segmentsOf('userId:ann')).toEqual([]);
    expect(await lists.segmentsOf('userId:bob')).toEqual([inside]);
    expect(await voided()).toEqual([]);
    // What is noted of a history that did change, so that this would tell.
    await house.send({ userId: 'ann' });
    await house.send({ userId: 'ann', anonymousId: 'phone' }, { anonymousId: 'tablet' });
    await house.send({ userId: 'ann', anonymousId: 'tablet' });
    await house.settle();
    expect(await voided()).not.toEqual([]);
  });

  it('say of some profiles, or of everybody, on which of these lists they stand', async () => {
    const [one, two, three] = [await lists.make('One'), await lists.make('Two'), await lists.make('Three')];
    await house.send({ userId: 'ann' }, { userId: 'bob' }, { userId: 'cleo' });
    for (const id of [one, two, three]) await lists.told(id, 'ADD', { userId: 'ann' });
    await lists.told(two, 'ADD', { userId: 'bob' }, { email: 'ann@example.com' });
    await house.send({ userId: 'ann', ...verified('email', 'ann@example.com') });
    const [ann, bob, cleo] = [
      await lists.profileOf('ann'),
      await lists.profileOf('bob'),
      await lists.profileOf('cleo'),
    ];
    const { manager } = house.dataSource;
    const sorted = (lists: ReadonlyMap<string, readonly string[]>) =>
      new Map([...lists].map(([profileId, ids]) => [profileId, ids.toSorted()]));
    const { tenantId } = house.caller;
    const found = await lists.service.listsOf(manager, tenantId, [ann, bob, cleo], [one, two]);
    expect(sorted(found)).toEqual(new Map([[ann, [one, two].toSorted()], [bob, [two]]])); // prettier-ignore
    expect(await lists.service.listsOf(manager, nobody, [ann, bob], [one, two])).toEqual(new Map());
    expect(sorted(await lists.service.everyoneOn(manager, tenantId, [one, two]))).toEqual(sorted(found));
    expect(await lists.service.everyoneOn(manager, nobody, [one, two])).toEqual(new Map());
  });

  it('are read out of files, row by row, and told what was wrong with each', async () => {
    const list = await lists.make('Fleet');
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
    expect(await lists.size(list)).toBe(3);
    // One row of many that can be read is no list either.
    const spoilt = 'email\nbob@example.com\nnobody\nno one\n';
    await expect(imports.importText({ ...wanted, change: 'REPLACE' }, spoilt, 5)).rejects.toThrow('Of 3 rows 2 name nobody'); // prettier-ignore
    expect(await lists.size(list)).toBe(4);
    const replaced = await imports.importText({ ...wanted, change: 'REPLACE' }, 'userId\nann\ndan\n', 5);
    expect(replaced.total).toMatchObject({ added: 1, unchanged: 1, removed: 3 });
  });

  it('are found by another key once ids were hashed anew', async () => {
    const list = await lists.make('Fleet');
    await house.send({ userId: 'ann' });
    await lists.told(list, 'ADD', { userId: 'ann' }, { email: 'unknown@example.com' });
    const ring = testRing(testDataKeys.replace('lookup:0a', 'lookup:9f'));
    expect(await rehashAll(house.dataSource, ring)).toBe(3);
    expect(await lists.known(list)).toBe(1);
    expect(await rehashAll(house.dataSource, testRing())).toBe(3);
  });
});
