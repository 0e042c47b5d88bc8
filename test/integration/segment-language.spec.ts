import { AuditService } from '../../src/modules/segments/audit/audit.service.js';
import { DealersService } from '../../src/modules/vehicles/dealers.service.js';
import { TestSegments } from '../support/segments-house.js';

const day = 86_400_000;
const leeds = { code: 'LDS', name: 'Leeds', city: 'Leeds', latitude: 53.79, longitude: -1.54 };

describe('the language of segments', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
  });
  afterEach(() => house.stop());

  const segmentsOf = async (anonymousId: string) =>
    (await house.viewer(`anonymousId:${anonymousId}`))?.segmentIds;
  const problemsOf = async (rule: unknown) => {
    const outcome = await house.segments.create(house.caller, { name: 'Refused', rule });
    return 'problems' in outcome ? outcome.problems : [];
  };

  it('reads what events say, adds it up, and lets go when the window passes', async () => {
    const searched = await house.make('Searched', {
      did: { event: 'VEHICLE_VIEWED', properties: [{ name: 'list', is: 'search' }], within: 'P7D' },
    });
    const spent = await house.make('Spent', {
      did: { event: 'CUSTOM', name: 'Accessory Bought', within: 'P10D', sum: { of: 'amount', atLeast: 100 } },
    });
    const bought = { type: 'CUSTOM', name: 'Accessory Bought', vehicle: null } as const;
    await house.send(
      { anonymousId: 'a', properties: { list: 'search' } },
      { anonymousId: 'b', properties: { list: 'saved' } },
      { anonymousId: 'a', ...bought, properties: { amount: 60.5 } },
      { anonymousId: 'b', ...bought, properties: { amount: '200' } },
    );
    house.pass(day);
    await house.send({ anonymousId: 'a', ...bought, properties: { amount: 39.5 } });
    await house.settle();
    expect((await segmentsOf('a'))?.toSorted()).toEqual([searched, spent].toSorted());
    expect(await segmentsOf('b')).toEqual([]);
    house.pass(6 * day);
    await house.settle();
    expect(await segmentsOf('a')).toEqual([spent]);
    house.pass(3 * day);
    await house.settle();
    expect(await segmentsOf('a')).toEqual([]);
    expect(await house.differences()).toEqual([]);
  });

  it('finds the same text however its accents are written', async () => {
    const [whole, apart] = ['Orléans'.normalize('NFC'), 'Orléans'.normalize('NFD')];
    const lives = await house.make('Lives there', { trait: { name: 'city', is: whole } });
    const likes = await house.make('Likes it', {
      did: { properties: [{ name: 'place', contains: apart }], where: { model: ['C4 é'.normalize('NFD')] } },
    });
    const vehicle = { make: 'Citroën', model: 'C4 É'.normalize('NFC') };
    await house.send(
      { anonymousId: 'a', type: 'IDENTIFIED', vehicle: null, traits: { city: apart } },
      { anonymousId: 'a', vehicle, properties: { place: `near ${whole}` } },
    );
    await house.settle();
    expect((await segmentsOf('a'))?.toSorted()).toEqual([lives, likes].toSorted());
    expect(await house.service(AuditService).audit({ tenantId: house.caller.tenantId })).toMatchObject({
      people: 1,
      differences: 0,
    });
  });

  it('knows what came after what, what did not, and when the newest of it leaves', async () => {
    const id = await house.make('Drove and did not order', {
      sequence: {
        steps: [{ event: 'VEHICLE_VIEWED' }, { event: 'TEST_DRIVE_TAKEN', soon: 'P3D' }],
        noneSince: { event: 'ORDER_PLACED' },
        within: 'P14D',
      },
    });
    await house.send({ anonymousId: 'a' }, { anonymousId: 'b' }, { anonymousId: 'late' });
    house.pass(2 * day);
    await house.send(
      { anonymousId: 'a', type: 'TEST_DRIVE_TAKEN' },
      { anonymousId: 'b', type: 'TEST_DRIVE_TAKEN' },
    );
    house.pass(2 * day);
    await house.send({ anonymousId: 'late', type: 'TEST_DRIVE_TAKEN' });
    await house.settle();
    expect(await segmentsOf('a')).toEqual([id]);
    expect(await segmentsOf('late')).toEqual([]);
    await house.send({ anonymousId: 'b', type: 'ORDER_PLACED' });
    await house.settle();
    expect(await segmentsOf('b')).toEqual([]);
    house.pass(12 * day - 1);
    await house.settle();
    expect(await segmentsOf('a')).toEqual([id]);
    house.pass(1);
    await house.settle();
    expect(await segmentsOf('a')).toEqual([]);
    expect(await house.differences()).toEqual([]);
  });

  it('follows another segment through events, time and a change of its rule', async () => {
    const viewers = await house.make('Viewers', { did: { event: 'VEHICLE_VIEWED', within: 'P7D' } });
    const others = await house.make('No viewers', { not: { member: { of: viewers } } });
    await house.send({ anonymousId: 'a' });
    await house.settle();
    expect(await segmentsOf('a')).toEqual([viewers]);
    house.pass(7 * day);
    await house.settle();
    expect(await segmentsOf('a')).toEqual([others]);
    await house.segments.update(house.caller, viewers, { rule: { did: { event: 'VEHICLE_VIEWED' } } });
    await house.settle();
    expect(await segmentsOf('a')).toEqual([viewers]);
    expect((await house.segments.sentences(house.caller.tenantId)).get(others)).toBe(
      'not in the segment “Viewers”',
    );
    expect(await house.differences()).toEqual([]);
  });

  it('refuses segments that are not there or lead back, and to archive one that others refer to', async () => {
    const viewers = await house.make('Viewers', { did: { event: 'VEHICLE_VIEWED' } });
    const others = await house.make('No viewers', { not: { member: { of: viewers } } });
    expect(await problemsOf({ member: { of: '00000000-0000-4000-8000-00000000000c' } })).toMatchObject([
      { path: 'rule.member.of', message: 'names no active segment of yours' },
    ]);
    expect(
      await house.segments.update(house.caller, viewers, { rule: { member: { of: others } } }),
    ).toMatchObject({
      problems: [{ message: 'makes a circle: “Viewers” refers to “No viewers” refers to “Viewers”' }],
    });
    const stranger = { ...house.caller, tenantId: '00000000-0000-4000-8000-000000000000' };
    expect(await house.previews.preview(stranger, { member: { of: viewers } })).toMatchObject({
      problems: [{ path: 'rule.member.of' }],
    });
    await expect(house.segments.archive(house.caller, viewers)).rejects.toThrow(
      'The rules of other segments refer to this one: “No viewers”. Change or archive them first.',
    );
    expect(await house.segments.find(house.caller, viewers)).toMatchObject({ status: 'ACTIVE', version: 1 });
    await house.segments.archive(house.caller, others);
    expect(await house.segments.archive(house.caller, viewers)).toMatchObject({
      segment: { status: 'ARCHIVED' },
    });
  });

  it('holds who refers to a segment whose rule cannot be read', async () => {
    const viewers = await house.make('Viewers', { did: { event: 'VEHICLE_VIEWED' } });
    const same = await house.make('The same', { member: { of: viewers } });
    await house.send({ anonymousId: 'a' });
    await house.settle();
    await house.dataSource.query(`update segments set rule = '{"foretold": 1}', version = 2 where id = $1`, [
      viewers,
    ]);
    await house.send({ anonymousId: 'a' }, { anonymousId: 'b' });
    await house.settle();
    expect((await segmentsOf('a'))?.toSorted()).toEqual([viewers, same].toSorted());
    expect(await segmentsOf('b')).toEqual([]);
    expect(await house.differences()).toEqual([]);
  });

  it('knows who lives near a dealer, and refuses dealers whose place it does not know', async () => {
    const dealers = house.service(DealersService);
    await dealers.create(house.caller, leeds);
    await dealers.create(house.caller, { ...leeds, code: 'YRK', latitude: null, longitude: null });
    const id = await house.make('Near Leeds', { near: { dealer: 'LDS', withinKm: 20 } });
    const told = { type: 'IDENTIFIED', vehicle: null } as const;
    await house.send(
      { anonymousId: 'near', ...told, traits: { latitude: 53.8, longitude: -1.55 } },
      { anonymousId: 'far', ...told, traits: { latitude: 51.5, longitude: -0.1 } },
      { anonymousId: 'unknown' },
    );
    await house.settle();
    expect(await segmentsOf('near')).toEqual([id]);
    expect(await segmentsOf('far')).toEqual([]);
    expect(await segmentsOf('unknown')).toEqual([]);
    expect(await problemsOf({ near: { dealer: 'YRK', withinKm: 5 } })).toMatchObject([
      { path: 'rule.near.dealer', message: 'is a dealer whose place is not known' },
    ]);
    expect(await problemsOf({ near: { dealer: 'NONE', withinKm: 5 } })).toMatchObject([
      { message: 'is the code of no dealer of yours' },
    ]);
  });

  it('moves people from stage to stage', async () => {
    const interest = await house.make('Interested', { stage: { aipl: ['INTEREST'] } });
    const owners = await house.make('Owners', { stage: { journey: ['OWNERSHIP'] } });
    await house.send({ anonymousId: 'a' }, { anonymousId: 'a' }, { anonymousId: 'a' });
    await house.settle();
    expect(await segmentsOf('a')).toEqual([interest]);
    house.pass(day);
    await house.send({ anonymousId: 'a', type: 'VEHICLE_DELIVERED' });
    await house.settle();
    expect(await segmentsOf('a')).toEqual([owners]);
  });
});
