import { randomUUID } from 'node:crypto';
import { TestSegments } from '../support/segments-house.js';

const day = 86_400_000;
const owned = (vin: string) => ({ kind: 'ownedVin' as const, value: vin });
const nothingKnown = { vehicle: null };

describe('cars that people own', () => {
  let house: TestSegments;
  beforeAll(async () => {
    house = await TestSegments.start();
  });
  afterAll(() => house.stop());

  const deliver = (userId: string, vin: string, at = house.now) =>
    house.send({ userId, type: 'VEHICLE_DELIVERED', name: 'delivered', vehicleNames: [vin], occurredAt: at, ...nothingKnown }); // prettier-ignore
  const report = (vin: string, anonymousId: string, at = house.now) =>
    house.send({ anonymousId, type: 'CAR_MILEAGE_REPORTED', name: 'mileage', properties: { vin, mileageKm: 9 }, occurredAt: at, ...nothingKnown }); // prettier-ignore
  const allowCars = (userId: string) =>
    house.consent.record(house.caller, { viewer: { userId }, statements: [{ purpose: 'IN_CAR', state: 'GRANTED' }] }); // prettier-ignore
  const ownerOf = async (vin: string) => {
    const profile = await house.profiles.find(house.caller, { identity: owned(vin) });
    return profile?.identities.map(({ value }) => value).sort();
  };
  const carsOf = async (userId: string) => {
    const profile = await house.profiles.find(house.caller, { userId });
    return profile?.identities.filter(({ kind }) => /vin/i.test(kind)).map(({ kind, value }) => `${kind} ${value}`); // prettier-ignore
  };

  it("brings a car's report to its owner, and keeps it only with their consent", async () => {
    const vin = 'WVWZZZ1KZAW000011';
    await house.send({ userId: 'ann', traits: {}, otherIds: [{ ...owned(vin.toLowerCase()), isVerified: true }] }); // prettier-ignore
    expect(await report(vin, 'unit')).toMatchObject({ accepted: 0, withheld: 1 });
    await allowCars('ann');
    expect(await report(vin, 'unit')).toMatchObject({ accepted: 1, withheld: 0 });
    expect(await ownerOf(vin)).toEqual([vin, 'ann']);
    const reporting = await house.make('Reports', { did: { event: 'CAR_MILEAGE_REPORTED' } });
    await house.settle();
    expect((await house.viewer('userId:ann'))?.segmentIds).toContain(reporting);
    expect((await house.viewer('anonymousId:unit'))?.segmentIds ?? []).not.toContain(reporting);
  });

  it("makes nobody's acquaintance by its reports: nothing is kept of a VIN that nobody said is theirs", async () => {
    const vin = 'WVWZZZ1KZAW000021';
    expect(await report(vin, 'unit-21')).toMatchObject({ accepted: 0, withheld: 1 });
    expect(await ownerOf(vin)).toBeUndefined();
    await house.send({ userId: 'nat' });
    await allowCars('nat');
    const named = { userId: 'nat', type: 'CAR_MILEAGE_REPORTED', name: 'mileage', properties: { vin, mileageKm: 9 }, ...nothingKnown } as const; // prettier-ignore
    expect(await house.send(named)).toMatchObject({ accepted: 1 });
    expect(await carsOf('nat')).toEqual([]);
    await deliver('oda', vin);
    expect(await house.send(named)).toMatchObject({ accepted: 1 });
    expect(await ownerOf(vin)).toEqual([vin, 'oda']);
  });

  it('brings no report of the time of its former owner to the owner of now', async () => {
    const vin = 'WVWZZZ1KZAW000022';
    const reporting = await house.make('Late mileage', { did: { event: 'CAR_MILEAGE_REPORTED' } });
    await deliver('pam', vin);
    house.pass(2 * day);
    await deliver('quin', vin);
    for (const name of ['pam', 'quin']) await allowCars(name);
    expect(await report(vin, 'unit-22', house.now - day)).toMatchObject({ accepted: 0, withheld: 1 });
    await house.settle();
    expect((await house.viewer('userId:quin'))?.segmentIds ?? []).not.toContain(reporting);
    expect(await report(vin, 'unit-22')).toMatchObject({ accepted: 1 });
    await house.settle();
    expect((await house.viewer('userId:quin'))?.segmentIds).toContain(reporting);
    house.pass(day);
    await house.cars.endOwnership(house.caller, vin);
    await house.send({ userId: 'rob', otherIds: [{ ...owned(vin), isVerified: true }], occurredAt: house.now - day }); // prettier-ignore
    expect(await carsOf('rob')).toEqual([]);
    await house.send({ userId: 'rob', otherIds: [{ ...owned(vin), isVerified: true }] });
    expect(await carsOf('rob')).toEqual([`ownedVin ${vin}`]);
  });

  it('tells nothing of its owner to who names it by the way', async () => {
    const vin = 'WVWZZZ1KZAW000023';
    await deliver('sue', vin);
    const claim = { otherIds: [{ ...owned(vin), isVerified: true }], household: 'home-23' };
    await house.send({ anonymousId: 'b-23', traits: { plan: 'buy' }, ...claim });
    await house.send({ anonymousId: 'a-23', type: 'IDENTIFIED', traits: { plan: 'lease' }, ...claim });
    const sue = await house.profiles.find(house.caller, { userId: 'sue' });
    expect(sue?.traits).toEqual({});
    expect(await house.households.householdOf(house.caller, sue?.id ?? '')).toBeNull();
    const visitor = await house.profiles.find(house.caller, { anonymousId: 'a-23' });
    expect(visitor?.traits).toEqual({ plan: 'lease' });
    expect(await house.households.householdOf(house.caller, visitor?.id ?? '')).toBe('home-23');
  });

  it('goes to its next owner with the sale, its past stays behind, and nothing late or repeated takes it back', async () => {
    const vin = 'WVWZZZ1KZAW000012';
    const reporting = await house.make('Mileage', { did: { event: 'CAR_MILEAGE_REPORTED' } });
    const sold = house.now;
    await deliver('bea', vin);
    await allowCars('bea');
    await report(vin, 'unit-2');
    house.pass(2 * day);
    const resold = house.now;
    await deliver('cid', vin);
    await allowCars('cid');
    expect(await ownerOf(vin)).toEqual([vin, 'cid']);
    const past = `formerVin ${vin} until ${new Date(resold).toISOString()}`;
    expect(await carsOf('bea')).toEqual([past]);
    await house.settle();
    expect((await house.viewer('userId:bea'))?.segmentIds).toContain(reporting);
    expect((await house.viewer('userId:cid'))?.segmentIds).not.toContain(reporting);

    house.pass(day);
    await deliver('bea', vin, sold);
    await deliver('dan', vin, sold + day);
    await deliver('cid', vin, resold);
    expect(await ownerOf(vin)).toEqual([vin, 'cid']);
    expect(await carsOf('dan')).toEqual([]);
    await report(vin, 'unit-2');
    await house.settle();
    expect((await house.viewer('userId:cid'))?.segmentIds).toContain(reporting);
    expect(await house.viewer(`ownedVin:${vin}`)).toEqual(await house.viewer('userId:cid'));
    expect(await house.differences()).toEqual([]);
  });

  it('goes from hand to hand within one request, each report to whose car it was', async () => {
    const vin = 'WVWZZZ1KZAW000013';
    for (const name of ['eva', 'fay']) await allowCars(name);
    const delivered = { type: 'VEHICLE_DELIVERED' as const, vehicleNames: [vin], ...nothingKnown };
    const mileage = { type: 'CAR_MILEAGE_REPORTED' as const, anonymousId: 'unit-3', properties: { vin }, ...nothingKnown }; // prettier-ignore
    const at = (ms: number) => ({ occurredAt: house.now - 10 + ms, messageId: randomUUID() });
    await house.send({ userId: 'eva', ...delivered, ...at(1) }, { ...mileage, ...at(2) }, { userId: 'fay', ...delivered, ...at(3) }, { ...mileage, ...at(4) }, { ...mileage, ...at(5) }); // prettier-ignore
    const reports = await house.make('Twice', { did: { event: 'CAR_MILEAGE_REPORTED', times: { atLeast: 2 } } }); // prettier-ignore
    const reported = await house.make('Once', { did: { event: 'CAR_MILEAGE_REPORTED' } });
    await house.settle();
    const segmentsOf = async (name: string) => (await house.viewer(`userId:${name}`))?.segmentIds ?? [];
    expect(await segmentsOf('eva')).toContain(reported);
    expect(await segmentsOf('eva')).not.toContain(reports);
    expect(await segmentsOf('fay')).toContain(reports);
  });

  it('is taken from its owner by whoever sold it to somebody unknown, once', async () => {
    const vin = 'WVWZZZ1KZAW000014';
    await deliver('gus', vin);
    const stranger = { ...house.caller, tenantId: randomUUID() };
    expect(await house.cars.endOwnership(stranger, vin)).toBeNull();
    house.pass(day);
    const owner = await house.profiles.find(house.caller, { userId: 'gus' });
    const ended = await house.cars.endOwnership(house.caller, vin.toLowerCase());
    expect(ended).toEqual({ vin, formerOwnerId: owner?.id, endedAt: new Date(house.now) });
    expect(await house.cars.endOwnership(house.caller, vin)).toBeNull();
    expect(await house.cars.endOwnership(house.caller, 'no VIN')).toBeNull();
    expect(await carsOf('gus')).toEqual([`formerVin ${vin} until ${new Date(house.now).toISOString()}`]);
    expect(await ownerOf(vin)).toEqual([vin]);
    await deliver('hal', vin);
    expect(await ownerOf(vin)).toEqual([vin, 'hal']);
  });

  it('goes back to where it came from when the merge that brought it is undone, before and after it was sold', async () => {
    const vin = 'WVWZZZ1KZAW000015';
    await house.send({ anonymousId: 'app-5', otherIds: [{ ...owned(vin), isVerified: true }] });
    const alone = await ownerOf(vin);
    await house.send({ userId: 'ida' });
    await deliver('ida', vin);
    const merged = async () => {
      const rows: { id: string }[] = await house.dataSource.query(
        'select id from profile_merges where undone_at is null order by merged_at desc, id desc limit 1',
      );
      return rows[0]?.id ?? '';
    };
    house.pass(day);
    const before = await merged();
    await deliver('jim', vin);
    expect((await house.merging.unmerge(house.caller, before)).kind).toBe('undone');
    expect(alone).toEqual([vin, 'app-5']);
    expect(await carsOf('ida')).toEqual([]);
    expect(await carsOf('jim')).toEqual([`ownedVin ${vin}`]);
    const app = await house.profiles.find(house.caller, { anonymousId: 'app-5' });
    expect(app?.identities.map(({ kind }) => kind)).toEqual(['anonymousId', 'formerVin']);
  });

  it('leads to the later of two buyers who come at once', async () => {
    const vin = 'WVWZZZ1KZAW000016';
    await deliver('kim', vin, house.now - day);
    await Promise.all([deliver('lea', vin, house.now - 2), deliver('mia', vin, house.now - 1)]);
    expect(await ownerOf(vin)).toEqual([vin, 'mia']);
    expect(await carsOf('kim')).toHaveLength(1);
  });
});
