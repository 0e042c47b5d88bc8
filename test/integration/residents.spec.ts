import { EvaluationRepository } from '../../src/modules/segments/evaluation.repository.js';
import { Overtaken } from '../../src/modules/segments/resident/shard-ownership.js';
import { Residents } from '../../src/modules/segments/resident/residents.service.js';
import { TestSegments } from '../support/segments-house.js';

const viewed = { did: { event: 'VEHICLE_VIEWED' } };

describe('people in memory', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
  });
  afterEach(() => house.stop());

  it('are another worker’s once it has taken the shard: who had it writes nothing any more', async () => {
    const segment = await house.make('Viewed', viewed);
    await house.send({ anonymousId: 'a-1' });
    await house.settle();
    const other = await house.another();
    await house.send({ anonymousId: 'a-2' }, { anonymousId: 'a-3' }, { anonymousId: 'a-4' });
    for (const shard of [0, 1, 2]) await other.service(Residents).of(shard);
    const written = () => house.dataSource.query('select count(*)::int as count from segment_memberships');
    const before: unknown = await written();
    for (const shard of [0, 1, 2]) {
      await expect(house.step.take(shard, house.now)).rejects.toThrow(Overtaken);
      expect(await written()).toEqual(before);
    }
    for (const shard of [0, 1, 2]) while (!(await other.evaluation.run(shard)));
    expect(await house.segments.size(house.caller, segment)).toBe(4);
    // And back again, with what happened meanwhile.
    await house.settle();
    house.pass(1);
    expect(await house.differences()).toEqual([]);
    await other.stop();
  });

  it('are read again by whoever begins anew: windows that passed meanwhile are over, and what came meanwhile counts', async () => {
    const lately = await house.make('Lately', { did: { event: 'VEHICLE_VIEWED', within: 'PT1H' } });
    await house.send({ anonymousId: 'a-1' }, { anonymousId: 'a-2' });
    await house.settle();
    house.pass(1_800_000);
    await house.send({ anonymousId: 'a-2' }, { anonymousId: 'a-3' });
    house.pass(1_800_001);
    const other = await house.another();
    await house.settle(other.evaluation);
    expect(await house.segments.size(house.caller, lately)).toBe(2);
    expect(await house.differences()).toEqual([]);
    await other.stop();
  });

  it('have whatever a new rule asks for read first: properties, and what is known of them', async () => {
    await house.send(
      { anonymousId: 'a-1', type: 'CUSTOM', name: 'Brochure read', properties: { pages: 12 } },
      { anonymousId: 'a-2', type: 'CUSTOM', name: 'Brochure read', properties: { pages: 2 } },
      { userId: 'u-1', type: 'IDENTIFIED', name: 'identify', traits: { plan: 'gold' } },
    );
    await house.make('Anybody', viewed);
    await house.settle();
    const read = await house.make('Read a lot', {
      did: { event: 'CUSTOM', name: 'Brochure read', properties: [{ name: 'pages', atLeast: 10 }] },
    });
    const gold = await house.make('Gold', { trait: { name: 'plan', is: 'gold' } });
    await house.settle();
    expect(await house.segments.size(house.caller, read)).toBe(1);
    expect(await house.segments.size(house.caller, gold)).toBe(1);
    await house.send({
      anonymousId: 'a-2',
      type: 'CUSTOM',
      name: 'Brochure read',
      properties: { pages: 30 },
    });
    await house.settle();
    expect(await house.segments.size(house.caller, read)).toBe(2);
    expect(await house.differences()).toEqual([]);
  });

  it('whose step fails anywhere are read again, and nothing is lost', async () => {
    const segment = await house.make('Viewed', viewed);
    await house.settle();
    const repository = house.service(EvaluationRepository);
    for (const broken of ['save', 'enter', 'forgetRequests'] as const) {
      const whole = repository[broken].bind(repository);
      Object.assign(repository, { [broken]: () => Promise.reject(new Error('the power is out')) });
      await house.send({ anonymousId: `a-${broken}` });
      const taken = await Promise.allSettled([0, 1, 2].map((shard) => house.step.take(shard, house.now)));
      expect(taken.some(({ status }) => status === 'rejected')).toBe(true);
      Object.assign(repository, { [broken]: whole });
    }
    await house.settle();
    expect(await house.segments.size(house.caller, segment)).toBe(3);
    expect(await house.differences()).toEqual([]);
  });
});
