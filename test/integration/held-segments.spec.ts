import { TestSegments } from '../support/segments-house.js';

const viewed = { did: { event: 'VEHICLE_VIEWED', within: 'P30D' } };

describe('a segment whose stored rule cannot be read', () => {
  let house: TestSegments;
  beforeAll(async () => {
    house = await TestSegments.start();
  });
  afterAll(() => house.stop());

  it('is held as it is and says so, while others go on; it catches up once the rule can be read', async () => {
    const { caller, segments } = house;
    const spoilt = await house.make('Spoilt', viewed);
    const sound = await house.make('Sound', viewed);
    await house.send({ anonymousId: 'a-1' });
    await house.settle();
    const store = (rule: unknown) =>
      house.dataSource.query('update segments set rule = $2, version = version + 1 where id = $1', [
        spoilt,
        JSON.stringify(rule),
      ]);

    await store({ foretold: { by: 'a newer Carousel' } });
    await house.send({ anonymousId: 'a-1' }, { anonymousId: 'a-2' });
    await house.settle();
    expect(await segments.size(caller, spoilt)).toBe(1);
    expect(await segments.size(caller, sound)).toBe(2);
    expect([...((await house.viewer('anonymousId:a-1'))?.segmentIds ?? [])].sort()).toEqual(
      [spoilt, sound].sort(),
    );
    expect((await house.viewer('anonymousId:a-2'))?.segmentIds).toEqual([sound]);
    expect(await segments.find(caller, spoilt)).toMatchObject({ unreadableSince: new Date(house.now) });
    expect((await segments.sentences(caller.tenantId)).get(spoilt)).toContain('cannot be read');
    await expect(house.audience.membership(caller, spoilt, { anonymousId: 'a-1' })).rejects.toMatchObject({
      code: 'SEGMENT_UNREADABLE',
    });
    expect(await house.differences()).toEqual([]);

    house.pass(60_000);
    await house.held.letGo();
    expect(await segments.isEvaluating(caller, spoilt)).toBe(false);
    await store(viewed);
    await house.held.letGo();
    await house.settle();
    expect(await segments.size(caller, spoilt)).toBe(2);
    expect(await segments.find(caller, spoilt)).toMatchObject({ unreadableSince: null });
    expect(await house.differences()).toEqual([]);
  });
});
