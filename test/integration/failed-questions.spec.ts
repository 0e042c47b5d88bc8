import { randomUUID } from 'node:crypto';
import type { Rule } from '../../src/models/segment/rule.js';
import { Audience } from '../../src/modules/segments/engine/audience.js';
import { PeopleKnown } from '../../src/modules/segments/known-people.js';
import { QuestionsRepository } from '../../src/modules/segments/questions/questions.repository.js';
import { ShardQuestions } from '../../src/modules/segments/questions/shard-questions.js';
import { Residents } from '../../src/modules/segments/resident/residents.service.js';
import { PostgresHistories } from '../../src/modules/segments/resident/postgres-histories.js';
import { TestLists } from '../support/lists-of.js';
import { TestSegments } from '../support/segments-house.js';

const ofThePast: Rule = {
  did: { event: 'CUSTOM', name: 'Brochure read', properties: [{ name: 'pages', atLeast: 10 }] },
};
const isGold: Rule = { trait: { name: 'plan', is: 'gold' } };
/** So many that each of the three shards has some. */
const people = Array.from({ length: 40 }, (_, n) => `u-${n}`);

describe('a question that fails', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
  });
  afterEach(() => house.stop());

  /** Asks the shards as the queue would. */
  async function ask(rule: Rule, shards: readonly number[] = [0, 1, 2]): Promise<QuestionsRepository> {
    const repository = house.service(QuestionsRepository);
    const { tenantId } = house.caller;
    const questionId = randomUUID();
    await repository.ask({ tenantId, id: questionId, question: { kind: 'reach', rule }, now: house.now });
    await house.service(ShardQuestions).answer({ tenantId, questionId, shards: [...shards] });
    return repository;
  }

  /** Has PostgreSQL fail at one thing while work goes on. */
  async function without<T extends object>(
    owner: T,
    name: keyof T & string,
    work: () => Promise<void>,
  ): Promise<void> {
    const whole: unknown = owner[name];
    Object.assign(owner, { [name]: () => Promise.reject(new Error('the power is out')) });
    await work();
    Object.assign(owner, { [name]: whole });
  }

  /** A method, to be put back. */
  const partOf = <T, K extends keyof T>(owner: T, name: K): T[K] => owner[name];

  const left = async (): Promise<unknown> =>
    house.dataSource.query('select profile_id from segment_memberships where left_at is not null');

  it('while people are read anew leaves them what they did: nobody leaves for it', async () => {
    const twice = await house.make('Viewed twice', { did: { event: 'VEHICLE_VIEWED', times: { atLeast: 2 } } }); // prettier-ignore
    await house.send(...[...people, ...people].map((userId) => ({ userId })));
    await house.settle();
    expect(await house.segments.size(house.caller, twice)).toBe(people.length);
    await without(PostgresHistories.prototype, 'loadTenant', async () => {
      for (const shard of [0, 1, 2]) await expect(ask(ofThePast, [shard])).rejects.toThrow('the power is out'); // prettier-ignore
    });
    await house.send(...people.map((userId) => ({ userId, type: 'VEHICLE_SAVED' as const })));
    await house.settle();
    expect(await left()).toEqual([]);
    expect(await house.segments.size(house.caller, twice)).toBe(people.length);
    expect(await house.differences()).toEqual([]);
    const read = await house.make('Read a lot', ofThePast);
    await house.send({ userId: 'u-1', type: 'CUSTOM', name: 'Brochure read', properties: { pages: 12 } });
    await house.settle();
    expect(await house.segments.size(house.caller, read)).toBe(1);
  });

  it('is not gone on with, and what only it asked for is read for nobody any more', async () => {
    const lists = new TestLists(house);
    const fleet = await lists.make('Fleet');
    await house.make('Viewed', { did: { event: 'VEHICLE_VIEWED' } });
    await house.send(...people.map((userId) => ({ userId })));
    await lists.told(fleet, 'ADD', { userId: 'u-1' });
    await house.settle();
    const read = () =>
      house.service(Residents).all.flatMap((shard) => shard.asksFor(house.caller.tenantId).lists);
    const { prototype } = Audience;
    const answer = partOf(prototype, 'answer');
    // A sample is told first, as of many people: then it fails before it is over.
    prototype.answer = function* (...asked) {
      for (const told of answer.apply(this, asked)) yield told && { ...told, isExact: false };
    };
    await without(house.service(QuestionsRepository), 'tell', () =>
      expect(ask({ listed: { on: fleet } })).rejects.toThrow('the power is out'),
    );
    expect(read()).toEqual([fleet, fleet, fleet]);
    prototype.answer = answer;
    await house.send(...people.map((userId) => ({ userId })));
    await house.settle();
    expect(read()).toEqual([]);
  });

  it('before everybody’s traits are told has them told for whoever asks later', async () => {
    await house.make('Viewed', { did: { event: 'VEHICLE_VIEWED' } });
    const gold = (userId: string) => ({ userId, type: 'IDENTIFIED' as const, name: 'identify', traits: { plan: 'gold' } }); // prettier-ignore
    await house.send(...people.map(gold));
    await house.settle();
    await without(house.service(PeopleKnown), 'askedFor', async () => {
      for (const shard of [0, 1, 2]) await expect(ask(isGold, [shard])).rejects.toThrow('the power is out');
    });
    const segment = await house.make('Gold', isGold);
    await house.settle();
    expect(await house.segments.size(house.caller, segment)).toBe(people.length);
    expect(await house.differences()).toEqual([]);
  });
});
