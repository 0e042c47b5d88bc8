import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Leftovers } from '../../src/modules/segments/leftovers.js';
import { Queues } from '../../src/modules/platform/queue/queues.js';
import { SegmentsPersonalData } from '../../src/modules/segments/personal-data.service.js';
import { questionsFor } from '../../src/modules/segments/questions/questions.queue.js';
import { QuestionsRepository } from '../../src/modules/segments/questions/questions.repository.js';
import { ShardOwnership } from '../../src/modules/segments/resident/shard-ownership.js';
import { WorkersRepository } from '../../src/modules/segments/workers.repository.js';
import { TestQuestionWorker } from '../support/question-worker.js';
import { TestSegments } from '../support/segments-house.js';

const viewed = { did: { event: 'VEHICLE_VIEWED' } };

describe('a question under way', () => {
  let house: TestSegments;
  let worker: TestQuestionWorker;
  beforeEach(async () => {
    house = await TestSegments.start();
    await house.send(...[1, 2, 3].map((n) => ({ userId: `u-${n}` })));
    await house.settle();
    worker = await TestQuestionWorker.start(house);
  });
  afterEach(async () => {
    await worker.stop();
    await house.stop();
  });

  /** Has shards wait with what they tell until they are let. */
  function holdAnswers(): () => void {
    const repository = house.service(QuestionsRepository);
    const tell = repository.tell.bind(repository);
    let letGo: () => void = () => undefined;
    const isLet = new Promise<void>((resolve) => (letGo = resolve));
    repository.tell = (...told) => isLet.then(() => tell(...told));
    return letGo;
  }

  async function erase(): Promise<void> {
    const profile = await house.profiles.find(house.caller, { userId: 'u-1' });
    const person = { tenantId: house.caller.tenantId, profileIds: [profile?.id ?? ''], identityIds: [] };
    const all: unknown[] = [];
    while (all.length === 0) all.push(...(await questions()));
    await house.dataSource.transaction((manager) => house.service(SegmentsPersonalData).erase(manager, person)); // prettier-ignore
  }

  const questions = (): Promise<unknown[]> => house.dataSource.query('select id from audience_questions');
  const preview = async (patienceMs: number) => {
    const tried = await house.previews.preview(house.caller, viewed, patienceMs);
    if ('problems' in tried) throw new Error(JSON.stringify(tried.problems));
    return tried.preview;
  };

  it('is asked anew when somebody is erased meanwhile', async () => {
    const letGo = holdAnswers();
    const asking = preview(20_000);
    await erase();
    letGo();
    const { id, size, outOf, isExact } = await asking;
    expect({ size, outOf, isExact }).toEqual({ size: 3, outOf: 3, isExact: true });
    expect(await house.previews.find(house.caller, id)).toMatchObject({ size: 3, isExact: true });
  });

  /** Asks for the rest until it is there, as a client would. */
  async function rest(id: string): Promise<unknown> {
    for (;;) {
      const found = await house.previews.find(house.caller, id);
      if (found === null || found.isExact) return found;
      await sleep(50);
    }
  }

  it('is counted for whoever comes back for it, though nobody waited', async () => {
    const { id, isExact } = await preview(0);
    expect(isExact).toBe(false);
    expect(await rest(id)).toMatchObject({ size: 3, outOf: 3, isExact: true });
  });

  it('is asked again of who has the shards when who had them died with it', async () => {
    const dead = randomUUID();
    const give = (to: string) => house.dataSource.query('update shard_owners set owner = $1', [to]);
    await house.service(WorkersRepository).beat(dead, 3);
    await give(dead);
    const { id, isExact } = await preview(100);
    expect(isExact).toBe(false);
    await give(house.service(ShardOwnership).worker);
    expect(await rest(id)).toMatchObject({ size: 3, outOf: 3, isExact: true });
  });

  it('is known for ten minutes, and then nothing is kept of it, asks the tenant anything again or not', async () => {
    const { id } = await preview(20_000);
    const kept = (): Promise<unknown[]> => house.dataSource.query('select question_id from audience_answers');
    const leftovers = house.service(Leftovers);
    const age = (minutes: number) =>
      house.dataSource.query('update audience_questions set asked_at = asked_at - make_interval(mins => $1)', [minutes]); // prettier-ignore
    await age(9);
    await leftovers.clear();
    expect(await house.previews.find(house.caller, id)).toMatchObject({ size: 3, isExact: true });
    await age(1);
    expect(await house.previews.find(house.caller, id)).toBeNull();
    expect(await kept()).toHaveLength(3);
    await leftovers.clear();
    expect([await kept(), await questions()]).toEqual([[], []]);
  });

  it('leaves no queue of a worker that ended, nor of one that died, nor anything open to them', async () => {
    const repository = house.service(WorkersRepository);
    const queues = house.service(Queues);
    const dead = randomUUID();
    const left = async (): Promise<Set<unknown>> => {
      const rows: { queue: string }[] = await house.dataSource.query(
        `select queue from bullmq.job where queue like 'segment-questions-%'
         union select queue from bullmq.meta where queue like 'segment-questions-%'`,
      );
      return new Set(rows.map(({ queue }) => queue));
    };
    const own = questionsFor(house.service(ShardOwnership).worker).name;
    const deads = questionsFor(dead).name;
    await repository.beat(dead, 3);
    await house.dataSource.query('update shard_owners set owner = $1 where shard = 2', [dead]);
    expect(await preview(1_000)).toMatchObject({ isExact: false });
    expect(await left()).toEqual(new Set([own, deads]));

    await house.dataSource.query('update shard_owners set owner = o.owner from shard_owners o where o.shard = 1 and shard_owners.shard = 2'); // prettier-ignore
    const closed: string[] = [];
    const close = queues.close.bind(queues);
    queues.close = (definition) => {
      closed.push(definition.name);
      return close(definition);
    };
    const clock = performance.now.bind(performance);
    performance.now = () => clock() + 61_000;
    expect(await preview(20_000)).toMatchObject({ isExact: true });
    performance.now = clock;
    expect(closed).toEqual([deads]);

    await house.service(Leftovers).clear();
    expect(await left()).toEqual(new Set([own, deads]));
    await house.dataSource.query(`update segment_workers set seen_at = seen_at - interval '61 seconds' where id = $1`, [dead]); // prettier-ignore
    await house.service(Leftovers).clear();
    expect(await left()).toEqual(new Set([own]));
    expect(await repository.gone()).toEqual([]);
    await worker.stop();
    expect(await left()).toEqual(new Set());
  });

  it('is not answered with nothing when there is no time to ask it anew', async () => {
    const letGo = holdAnswers();
    const asking = preview(500);
    const refused = expect(asking).rejects.toMatchObject({ code: 'AUDIENCE_NOT_COUNTED', kind: 'unavailable' }); // prettier-ignore
    await erase();
    await refused;
    letGo();
  });
});
