import { randomUUID } from 'node:crypto';
import { HouseholdsService } from '../../src/modules/profiles/households.service.js';
import { eventually } from '../support/carousel.js';
import { TestSegments } from '../support/segments-house.js';

describe('households', () => {
  let house: TestSegments;
  let households: HouseholdsService;
  beforeAll(async () => {
    house = await TestSegments.start();
    households = house.households;
  });
  afterAll(() => house.stop());

  const say = (who: { userId?: string; anonymousId?: string }, household: string | null, at = house.now) =>
    house.send({ ...who, type: 'IDENTIFIED', name: 'identify', household, occurredAt: at, vehicle: null });
  const membersOf = async (household: string, caller = house.caller) => {
    const members = await households.membersOf(caller, household);
    return members.map(({ identities }) => identities[0]?.value).sort();
  };
  const householdOf = async (who: { userId?: string; anonymousId?: string }) => {
    const profile = await house.profiles.find(house.caller, who);
    return profile && households.householdOf(house.caller, profile.id);
  };

  it('are who said so last, whatever arrives late', async () => {
    await say({ userId: 'ann' }, 'home-1');
    await say({ userId: 'bob' }, 'home-1');
    expect(await membersOf(' home-1 ')).toEqual(['ann', 'bob']);
    house.pass(10);
    await say({ userId: 'bob' }, 'home-2');
    await say({ userId: 'bob' }, 'home-1', house.now - 5);
    expect(await membersOf('home-1')).toEqual(['ann']);
    expect(await householdOf({ userId: 'bob' })).toBe('home-2');
    house.pass(10);
    await say({ userId: 'bob' }, null);
    expect(await householdOf({ userId: 'bob' })).toBeNull();
    expect(await membersOf('home-2')).toEqual([]);
    expect(await membersOf('home-1', { ...house.caller, tenantId: randomUUID() })).toEqual([]);
  });

  it('share nothing: no history, no audience, no merge', async () => {
    const segment = await house.make('Viewed', { did: { event: 'VEHICLE_VIEWED' } });
    await house.send({ userId: 'cid', household: 'home-3' });
    await say({ userId: 'dee' }, 'home-3');
    await house.settle();
    expect((await house.viewer('userId:cid'))?.segmentIds).toContain(segment);
    expect((await house.viewer('userId:dee'))?.segmentIds ?? []).not.toContain(segment);
    expect(await membersOf('home-3')).toEqual(['cid', 'dee']);
  });

  it('go with an identity when people are merged, and back when they are parted', async () => {
    await say({ userId: 'eve' }, 'home-4');
    house.pass(10);
    await say({ anonymousId: 'phone' }, 'home-5');
    await house.send({ userId: 'eve', anonymousId: 'phone' });
    expect(await householdOf({ userId: 'eve' })).toBe('home-5');
    expect(await membersOf('home-4')).toEqual([]);
    const [merge]: { id: string }[] = await house.dataSource.query('select id from profile_merges');
    expect((await house.merging.unmerge(house.caller, merge?.id ?? '')).kind).toBe('undone');
    expect(await membersOf('home-4')).toEqual(['eve']);
    expect(await membersOf('home-5')).toEqual(['phone']);
  });

  it('are put down and left by hand', async () => {
    await house.send({ userId: 'fay' });
    expect(await households.set(house.caller, { userId: 'nobody' }, 'home-6')).toBeNull();
    expect(await households.set({ ...house.caller, tenantId: randomUUID() }, { userId: 'fay' }, 'home-6')).toBeNull(); // prettier-ignore
    await households.set(house.caller, { userId: 'fay' }, 'home-6');
    expect(await membersOf('home-6')).toEqual(['fay']);
    await expect(households.set(house.caller, { userId: 'fay' }, ' ')).rejects.toMatchObject({ code: 'HOUSEHOLD' }); // prettier-ignore
    house.pass(10);
    await households.set(house.caller, { userId: 'fay' }, null);
    expect(await households.known(house.caller, 'home-6')).toBeNull();
  });

  it("are said under what names the person, and stay with them when their tablet turns out to be another's", async () => {
    const otherIds = [{ kind: 'phone' as const, value: '+442079460018', isVerified: true }];
    await house.send({ anonymousId: 'tablet' }, { anonymousId: 'desk', otherIds });
    await house.send({ anonymousId: 'tablet', otherIds });
    await households.set(house.caller, { anonymousId: 'tablet' }, 'home-8');
    const merges: { id: string }[] = await house.dataSource.query('select id from profile_merges order by merged_at desc, id limit 1'); // prettier-ignore
    expect((await house.merging.unmerge(house.caller, merges[0]?.id ?? '')).kind).toBe('undone');
    expect(await householdOf({ anonymousId: 'tablet' })).toBeNull();
    expect(await householdOf({ anonymousId: 'desk' })).toBe('home-8');
  });

  it('are put down for nobody who is erased meanwhile, and whoever asked is told', async () => {
    await house.send({ userId: 'gil' });
    const runner = house.dataSource.createQueryRunner();
    await runner.startTransaction();
    const { id = '' } = (await house.profiles.find(house.caller, { userId: 'gil' })) ?? {};
    await runner.query('delete from identities where profile_id = $1', [id]);
    await runner.query('delete from profiles where id = $1', [id]);
    const set = households.set(house.caller, { userId: 'gil' }, 'home-9');
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await eventually(
      () => house.dataSource.query<object[]>(waiting),
      (rows) => rows.length > 0,
    );
    await runner.commitTransaction();
    await runner.release();
    expect(await set).toBeNull();
    expect(await households.known(house.caller, 'home-9')).toBeNull();
  });
});
